import { z } from 'zod';

/**
 * The one error table: every rejection in the product has a code from here, and the edges map the code, never the text.
 * `http`: status of a REST answer. `close`: WebSocket close code when the connection ends because of it (40xx do not come
 * back, 41xx come back with back-off, 42xx come back at once, 43xx ask the user). `retryable`: the same request may succeed later.
 */
interface ErrorRow {
  readonly http: number;
  readonly close: number | null;
  readonly retryable: boolean;
  readonly sentence: string;
}

export const ERRORS = {
  bad_request: { http: 400, close: null, retryable: false, sentence: 'The request does not have the expected form.' },
  bad_frame: { http: 400, close: 4001, retryable: false, sentence: 'The message does not have the expected form.' },
  too_long: { http: 413, close: null, retryable: false, sentence: 'The text is too long. Please shorten it; nothing was lost.' },
  sign_in_needed: { http: 401, close: 4004, retryable: false, sentence: 'Please sign in, or open your link again.' },
  forbidden: { http: 403, close: 4003, retryable: false, sentence: 'You may not do this.' },
  not_found: { http: 404, close: 4003, retryable: false, sentence: 'There is nothing at this address.' },
  method_not_allowed: { http: 405, close: null, retryable: false, sentence: 'This address does not take requests of this kind.' },
  rate_limited: { http: 429, close: 4129, retryable: true, sentence: 'Too many requests. Please wait a moment.' },
  busy: { http: 503, close: 4150, retryable: true, sentence: 'The server is busy. Please try again.' },
  draining: {
    http: 503,
    close: 4153,
    retryable: true,
    sentence: 'The server is restarting. Nothing is lost; the page reconnects by itself.',
  },
  internal: {
    http: 500,
    close: 4150,
    retryable: true,
    sentence: 'Something went wrong on our side. Nothing you sent and saw confirmed is lost.',
  },
  unsupported_protocol: { http: 400, close: 4006, retryable: false, sentence: 'This page is out of date. Please reload it.' },
  open_timeout: { http: 408, close: 4108, retryable: true, sentence: 'The connection was not opened in time.' },
  sequence_gap: { http: 409, close: 4210, retryable: true, sentence: 'Some messages were missed; the page catches up by itself.' },
  open_elsewhere: { http: 409, close: 4309, retryable: false, sentence: 'This screen is open in another tab or on another device.' },
  superseded: { http: 409, close: null, retryable: true, sentence: 'A newer connection of this screen has taken over.' },
  command_id_reused: { http: 409, close: null, retryable: false, sentence: 'This command id was already used for something else.' },
  version_conflict: { http: 409, close: null, retryable: true, sentence: 'Someone else changed this at the same moment.' },
  wrong_phase: { http: 409, close: null, retryable: false, sentence: 'This is not possible at this point of the screen.' },
  not_current: { http: 409, close: null, retryable: false, sentence: 'This question is no longer open.' },
  notice_changed: { http: 409, close: null, retryable: false, sentence: 'The notice has changed. Please read it again.' },
  empty_answer: { http: 422, close: null, retryable: false, sentence: 'The answer is empty. Write something, or skip the question.' },
  out_of_time: {
    http: 409,
    close: null,
    retryable: false,
    sentence: 'The time for this screen is over; what you had saved was handed in.',
  },
  screen_over: { http: 410, close: 4090, retryable: false, sentence: 'This screen is finished.' },
  invite_unknown: {
    http: 404,
    close: null,
    retryable: false,
    sentence: 'This link is not valid. Please use the newest link you were sent.',
  },
  invite_used: { http: 409, close: null, retryable: false, sentence: 'This link was already used on another device.' },
  invite_expired: { http: 410, close: null, retryable: false, sentence: 'This invite has expired.' },
  content_missing: { http: 409, close: null, retryable: false, sentence: 'The bank or rubric of this screen is not installed here.' },
  report_not_ready: { http: 409, close: null, retryable: true, sentence: 'The report is not ready yet.' },
  unknown_criterion: { http: 404, close: null, retryable: false, sentence: 'This question has no such criterion.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** Body of every HTTP answer that is not a success. */
export const ErrorBody = z.strictObject({
  error: z.strictObject({
    code: ErrorCode,
    message: z.string(),
    /** What exactly was wrong: a field, a limit. Absent when the sentence says it all. */
    details: z.array(z.string()).optional(),
    requestId: z.string().optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
