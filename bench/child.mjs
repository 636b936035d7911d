import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * A process of the measurement. Messages are objects with a `kind`; the process ends when its channel does.
 * `ask(message, kind)` sends a message and gives the next answer of that kind.
 */
export class Child {
  #process;
  #exited;

  constructor(url, args = []) {
    this.#process = fork(fileURLToPath(url), args);
    this.#process.setMaxListeners(0);
    this.#exited = new Promise((resolve) => this.#process.once('exit', resolve));
  }

  next(kind) {
    return new Promise((resolve, reject) => {
      const onMessage = (message) => {
        if (message.kind !== kind) return;
        this.#process.off('message', onMessage);
        this.#process.off('exit', onExit);
        resolve(message);
      };
      const onExit = (code) => reject(new Error(`a process of the measurement ended with ${code}`));
      this.#process.on('message', onMessage);
      this.#process.once('exit', onExit);
    });
  }

  ask(message, kind) {
    const answer = this.next(kind);
    this.#process.send(message);
    return answer;
  }

  send(message) {
    this.#process.send(message);
  }

  async end() {
    if (this.#process.connected) this.#process.disconnect();
    await this.#exited;
  }
}

/** In a child: answers `cpu` with the processor time that this process has used, in microseconds. */
export function answerCpu() {
  process.on('message', ({ kind }) => {
    if (kind !== 'cpu') return;
    const { user, system } = process.cpuUsage();
    process.send({ kind: 'cpu', us: user + system });
  });
}
