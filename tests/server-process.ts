import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const main = join(import.meta.dirname, '../dist/main.js');
const seedScreens = join(import.meta.dirname, 'crash/seed-screens.mjs');

/** The product promises to stop within this time; a server that takes longer is killed, and the test sees no exit code. */
const STOP_LIMIT_MS = 5_000;
const READY = 'Stop with Ctrl+C.';

const Seats = z.array(z.strictObject({ screenId: z.string(), login: z.string(), nonce: z.string() }));
/** One candidate's way in: the login that an invite link was traded for. */
export type Seat = z.infer<typeof Seats>[number];

/** The built server on a folder and a port of its own: killed and started again as often as wanted. */
export class ServerProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'assay-server-'));
  readonly data = join(this.folder, 'data');
  readonly reports = join(this.folder, 'reports');
  #child: ChildProcess | null = null;
  #exit: Promise<unknown> = Promise.resolve();
  #stderr = '';
  /** Time during which a server was up and could charge a candidate, in milliseconds. */
  upMs = 0;
  #readyAtMs: number | null = null;

  private constructor(readonly port: number) {}

  static async onFreePort(): Promise<ServerProcess> {
    return new ServerProcess(await freePort());
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get databaseFile(): string {
    return join(this.data, 'assay.sqlite');
  }

  /** What the servers said on their standard error, but for the line that announces a stop. */
  get complaints(): string[] {
    return this.#stderr.split('\n').filter((line) => line !== '' && !line.startsWith('SIGTERM:'));
  }

  seat(count: number): Seat[] {
    const { status, stdout, stderr } = spawnSync(process.execPath, [seedScreens, String(count)], {
      ...this.#surroundings(),
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the screens could not be set up: ${stderr}`);
    return Seats.parse(JSON.parse(stdout));
  }

  /** Starts a server and waits for nothing. */
  launch(): void {
    const child = spawn(process.execPath, [main, 'serve', '--no-demo'], { ...this.#surroundings(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#exit = once(child, 'exit');
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
  }

  /** Starts a server, waits until it has printed that it is ready, and gives what it printed. Links in it are for this start. */
  async start(): Promise<string> {
    this.launch();
    let printed = '';
    for await (const chunk of this.#child?.stdout ?? []) {
      printed += String(chunk);
      if (!printed.includes(READY)) continue;
      this.#readyAtMs = performance.now();
      return printed;
    }
    throw new Error(`the server ended before it was ready: ${printed}${this.#stderr}`);
  }

  /** As a power switch would: nothing is finished, nobody is told. */
  async kill(): Promise<void> {
    if (this.#child === null) return;
    this.#child.kill('SIGKILL');
    await this.#exit;
    this.#gone();
  }

  /** SIGTERM. Gives the exit code, or null when the server had to be killed. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (child === null) throw new Error('no server is running');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    child.kill('SIGTERM');
    await this.#exit;
    clearTimeout(limit);
    this.#gone();
    return child.exitCode;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #gone(): void {
    if (this.#readyAtMs !== null) this.upMs += performance.now() - this.#readyAtMs;
    this.#readyAtMs = null;
    this.#child = null;
  }

  #surroundings() {
    return {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH ?? '',
        PORT: String(this.port),
        ASSAY_DATA: this.data,
        ASSAY_REPORTS: this.reports,
        ASSAY_GRADER: 'offline',
        ASSAY_LOG: 'error',
      },
    };
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
