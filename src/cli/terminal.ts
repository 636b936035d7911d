import { text } from 'node:stream/consumers';

/** Where a command writes and what it is connected to; tests give their own. */
export interface Terminal {
  /** Everything that is typed or piped in, up to its end. */
  readAll(): Promise<string>;
  /** Data and answers. */
  out(line: string): void;
  /** Progress and complaints. */
  err(line: string): void;
  /** A person is watching: progress bars make sense. */
  readonly interactive: boolean;
}

/** A fault that the user can mend: printed as one sentence, exit code 1. */
export class CommandFailed extends Error {
  override readonly name: string = 'CommandFailed';
}

/** What was handed in cannot be used as it is: exit code 2, like wrong usage. The message may have several lines. */
export class BadInput extends CommandFailed {
  override readonly name: string = 'BadInput';
}

export const processTerminal: Terminal = {
  readAll: () => text(process.stdin),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  interactive: process.stderr.isTTY === true,
};
