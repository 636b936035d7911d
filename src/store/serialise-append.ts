import type { Append } from '#app/ports/index.ts';

/** An append as handed in, with everything that is stored as JSON already written: later changes to the caller's objects have no effect. */
export interface SerialisedAppend {
  readonly append: Append;
  readonly events: readonly string[];
  readonly jobs: readonly SerialisedJob[];
  readonly summary: SerialisedSummary | null;
}

export interface SerialisedJob {
  readonly dedupe: string;
  readonly kind: string;
  readonly payload: string;
  readonly runAtMs: number;
}

export interface SerialisedSummary {
  readonly screenId: string;
  readonly status: string;
  readonly invitedAt: string;
  readonly body: string;
}

export function serialiseAppend(append: Append): SerialisedAppend {
  return {
    append,
    events: append.events.map((event) => JSON.stringify(event)),
    jobs: append.jobs.map(serialiseJob),
    summary: append.summary === null ? null : serialiseSummary(append.summary),
  };
}

export function serialiseJob({ dedupe, payload, runAtMs }: Append['jobs'][number]): SerialisedJob {
  return { dedupe, kind: payload.kind, payload: JSON.stringify(payload), runAtMs };
}

export function serialiseSummary(summary: NonNullable<Append['summary']>): SerialisedSummary {
  return { screenId: summary.screenId, status: summary.status, invitedAt: summary.invitedAt, body: JSON.stringify(summary) };
}
