import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../dist/main.js');

/** The built server as a process of its own on a folder of its own: it can be killed and started again on the same data. */
export class AssayServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'assay-browser-'));
  #child: ChildProcess | null = null;
  #port = 0;

  /** Starts it and gives what it printed. Links in it are for this start. */
  async start(): Promise<string> {
    this.#port ||= await freePort();
    const child = spawn(process.execPath, [main, 'serve'], {
      cwd: this.folder,
      env: { PATH: process.env.PATH ?? '', PORT: String(this.#port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      if (printed.includes('Stop with')) return printed;
    }
    throw new Error(`the server ended before it was ready: ${printed}`);
  }

  /** As a power switch would: nothing is finished, nothing is told. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
