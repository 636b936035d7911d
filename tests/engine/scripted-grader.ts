import type { Grader, GraderReply } from '#app/grading/index.ts';

type Step = (signal: AbortSignal | undefined) => Promise<GraderReply>;

/** A grader that plays its script once, step by step, and fails the test when it runs dry. */
export class ScriptedGrader implements Grader {
  readonly name = 'claude';
  readonly passes = 1;
  readonly blindReader = null;
  readonly #steps: Step[];
  calls = 0;

  constructor(steps: readonly Step[]) {
    this.#steps = [...steps];
  }

  stamp(): ReturnType<Grader['stamp']> {
    return { name: 'claude', version: 'scripted', model: 'scripted-model', prompt: null };
  }

  find(_answer: Parameters<Grader['find']>[0], _pass: Parameters<Grader['find']>[1], signal?: AbortSignal): Promise<GraderReply> {
    this.calls += 1;
    const step = this.#steps.shift();
    if (!step) throw new Error('the scripted grader has no reply left');
    return step(signal);
  }

  unused(): number {
    return this.#steps.length;
  }
}

/** Never answers; ends only when it is told to. */
export const hang: Step = (signal) =>
  new Promise((_resolve, reject) =>
    signal?.addEventListener('abort', () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))),
  );
