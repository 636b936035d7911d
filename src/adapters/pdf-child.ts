import { spawn } from 'node:child_process';
import { PdfFailure, type PdfRenderer } from '#app/ports/index.ts';
import type { ReportDocument } from '#app/protocol/index.ts';

export interface PdfChildOptions {
  /** Path of the compiled `render-child.js`. */
  readonly entry: string;
  /** The child is killed after this time. Default 15 s. */
  readonly timeoutMs?: number;
  /** Heap of the child in MiB; it dies when it needs more. Default 256. */
  readonly memoryMb?: number;
}

/** More than any report of 40 pages with all its fonts. */
const MAX_PDF_BYTES = 64 * 1024 * 1024;
/** The child's own sentences. Anything else on its standard error (a stack trace) may quote an answer and is dropped. */
const CHILD_SENTENCE = /^(?:The document does not fit the schema at [\w.-]+|Drawing failed with [\w ]+)\.$/m;

type Ending = { readonly kind: 'exit'; readonly code: number | null } | { readonly kind: 'not-started' | 'too-slow' | 'too-large' };

/**
 * Draws in a process of its own, with a small heap and an empty environment: text that is slow or huge to typeset can stop only itself.
 * `render` rejects with PdfFailure and one sentence that holds no candidate text.
 */
export function createPdfChildRenderer({ entry, timeoutMs = 15_000, memoryMb = 256 }: PdfChildOptions): PdfRenderer {
  return {
    async render(document) {
      const { ending, output, errors } = await run(document, entry, timeoutMs, memoryMb);
      if (ending.kind !== 'exit') throw new PdfFailure(FAILURES[ending.kind](timeoutMs));
      if (ending.code !== 0) {
        throw new PdfFailure(CHILD_SENTENCE.exec(errors)?.[0] ?? `The drawing process ended early (${ending.code ?? 'by a signal'}).`);
      }
      if (output.subarray(0, 4).toString('latin1') !== '%PDF')
        throw new PdfFailure('The drawing process wrote something that is not a PDF.');
      return output;
    },
  };
}

const FAILURES: Record<Exclude<Ending['kind'], 'exit'>, (timeoutMs: number) => string> = {
  'not-started': () => 'The drawing process could not be started.',
  'too-slow': (timeoutMs) => `Drawing took longer than ${timeoutMs} ms.`,
  'too-large': () => `The drawing process wrote more than ${MAX_PDF_BYTES} bytes.`,
};

function run(
  document: ReportDocument,
  entry: string,
  timeoutMs: number,
  memoryMb: number,
): Promise<{ ending: Ending; output: Buffer; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, entry], { env: {}, stdio: 'pipe' });
    const output: Buffer[] = [];
    let size = 0;
    let errors = '';
    let cause: Ending | null = null;
    const stop = (kind: Exclude<Ending['kind'], 'exit'>) => {
      cause ??= { kind };
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('too-slow'), timeoutMs);
    const finish = (ending: Ending) => {
      clearTimeout(timer);
      resolve({ ending, output: Buffer.concat(output), errors });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_PDF_BYTES) stop('too-large');
      else output.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (errors.length < 4_096) errors += chunk;
    });
    // A child that died before it read everything closes its end: how it ended says more than the broken pipe.
    child.stdin.on('error', () => {});
    child.on('error', () => finish({ kind: 'not-started' }));
    child.on('close', (code) => finish(cause ?? { kind: 'exit', code }));
    child.stdin.end(JSON.stringify(document));
  });
}
