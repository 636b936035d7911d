/** Every size and time limit that both sides of a wire must agree on. Units are in the names. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Longest answer, draft, clarification request or practice text, in Unicode code points. Longer text is refused, never cut. */
export const MAX_TEXT_CODE_POINTS = 20_000;
/** Longest text once written as JSON, in bytes. Leaves room for the frame around it under MAX_FRAME_BYTES. */
export const MAX_TEXT_JSON_BYTES = 56_000;
/** Longest WebSocket message from a candidate, in bytes (also the `maxPayload` of the server). */
export const MAX_FRAME_BYTES = 65_536;
/** Deepest nesting of any JSON that comes in: frames and request bodies. */
export const MAX_JSON_DEPTH = 16;
/** Commands a client may have sent without an ack. */
export const COMMAND_WINDOW = 8;
/** The server sends `hb` this often; two missed replies end the connection. */
export const HEARTBEAT_MS = 15 * SECOND;
/** `open` must arrive within this time of the upgrade. */
export const OPEN_TIMEOUT_MS = 5 * SECOND;
/** A submission is still accepted this long after the clock ran out, plus the measured round trip (at most MAX_RTT_MS). */
export const GRACE_MS = 10 * SECOND;
export const MAX_RTT_MS = 5 * SECOND;
/** A candidate's own lost connection is credited up to this much, and only the first MAX_OUTAGE_CREDITS times. */
export const MAX_OUTAGE_CREDIT_MS = 120 * SECOND;
export const MAX_OUTAGE_CREDITS = 3;
/** Time used is persisted this often while the clock runs: the most a crash gives back to the candidate. */
export const CLOCK_PERSIST_MS = 5 * SECOND;
/** The interviewer must name a probe within this time; the offline grader answers in its place after that. */
export const PROBE_DEADLINE_MS = 4 * SECOND;
/** Drafts go to the server this long after the last key, and at the latest after DRAFT_MAX_WAIT_MS of typing. */
export const DRAFT_DEBOUNCE_MS = 2 * SECOND;
export const DRAFT_MAX_WAIT_MS = 10 * SECOND;
/** An invite may be opened for this long unless the recruiter sets a deadline. */
export const INVITE_DAYS = 14;
/** A candidate's login outlives the screen's deadline by a day, so that the receipt can be read again. */
export const LOGIN_GRACE_MS = 24 * 60 * MINUTE;
/** Share of the form's weight that may be not assessable before the report carries no total. */
export const MAX_NOT_ASSESSABLE_SHARE = 0.25;
