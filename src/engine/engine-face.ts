import type {
  Actor,
  BankCard,
  BankDetail,
  BankSummary,
  CandidateSession,
  DraftPut,
  ErrorCode,
  InviteRequest,
  InviteResponse,
  QuestionDetail,
  ReportDocument,
  ScreenRow,
  ServerFrame,
  StaffCommand,
} from '#app/protocol/index.ts';

/** Success with a value, or a code of the one error table. Expected refusals are values; only faults are thrown. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly details?: readonly string[] };

/** One WebSocket, or anything that behaves like one: the engine speaks frames and knows nothing of the wire. */
export interface CandidateSocket {
  send(frame: ServerFrame): void;
  /** Ends the connection with the close code of this error; `null` for a normal end. */
  close(code: ErrorCode | null): void;
  /** Cuts the connection without a goodbye: the other side is gone or does not read. */
  terminate(): void;
  /** Bytes accepted by `send` that have not left yet. */
  bufferedBytes(): number;
}

/** The engine's end of one connection. */
export interface CandidateConnection {
  /** One message as received. Never throws and never rejects: every fault is answered or ends the connection. */
  receive(text: string): void;
  /** The wire is gone. */
  closed(): void;
}

/** What the edges (server, command line) may ask of the product. */
export interface Engine {
  /** Starts timers and workers, and takes up what an earlier process left. */
  start(): Promise<void>;
  /** Tells connections, finishes or gives back work in hand, persists clocks. Safe to call twice. */
  stop(): Promise<void>;

  /** The newest published version of each bank, to choose from. An older published one can still be named. */
  banks(): readonly BankSummary[];
  /** All installed content, drafts as well, as staff read it. Holds rubrics: never for a candidate. */
  catalogue(): readonly BankCard[];
  catalogueBank(ref: string): Outcome<BankDetail>;
  catalogueQuestion(ref: string, questionId: string): Outcome<QuestionDetail>;
  invite(request: InviteRequest, by: Actor): Promise<Outcome<InviteResponse>>;
  /** A fresh link for a screen (retires the older one), mailed to the candidate as well. */
  renewLink(screenId: string, by: Actor): Promise<Outcome<{ link: string }>>;
  staffCommand(screenId: string, commandId: string, command: StaffCommand, by: Actor): Promise<Outcome<{ seq: number }>>;
  screens(): Promise<readonly ScreenRow[]>;
  report(screenId: string): Promise<Outcome<{ document: ReportDocument; pdf: boolean }>>;
  reportPdf(screenId: string): Promise<Outcome<Uint8Array>>;

  /** Trades an invite token for a login. `login` is the new cookie value; `deviceLogin` the one the browser sent, if any. */
  exchange(input: {
    token: string;
    deviceLogin: string | null;
  }): Promise<Outcome<CandidateSession & { login: string; expiresAtMs: number }>>;
  /** Mails a fresh link to the candidate to whom this token belonged. Tells the caller nothing. */
  requestNewLink(token: string): Promise<void>;
  candidateSession(login: string): Promise<Outcome<CandidateSession>>;
  saveDraft(input: { login: string; nonce: string; gen: number; draft: DraftPut }): Promise<Outcome<null>>;
  /** The caller has authenticated `session`; the nonce is checked against the `open` frame. */
  connect(session: CandidateSession, socket: CandidateSocket): CandidateConnection;

  health(): Promise<{ ready: boolean; connections: number; jobs: { ready: number; leased: number; done: number; dead: number } }>;
}
