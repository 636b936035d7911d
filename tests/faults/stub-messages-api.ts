import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { z } from 'zod';

/** What the adapter sends, as far as a model reads it. */
export const MessageBody = z.object({
  model: z.string(),
  max_tokens: z.number(),
  system: z.array(z.object({ text: z.string() })),
  messages: z.array(z.object({ content: z.string() })).length(1),
});
export type MessageBody = z.infer<typeof MessageBody>;

export interface StubRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly body: MessageBody;
  /** Equal for requests that ask the same in the same words. */
  readonly inputHash: string;
}

/** How one request is answered. */
export type StubAnswer =
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
      readonly delayMs?: number;
    }
  /** Headers, then a byte of the body at a time, for ever. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** The connection is reset. */
  | { readonly kind: 'reset' }
  /** Nothing at all, for ever. */
  | { readonly kind: 'hang' };

export type Script = (request: StubRequest) => StubAnswer;

/** A server that speaks the Messages API as a script says, on a port of its own. */
export class StubMessagesApi {
  readonly requests: StubRequest[] = [];
  /** Sockets on which a request was left without an answer and which are still open. */
  readonly stuck = new Set<Socket>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(public script: Script) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(script: Script = honest): Promise<StubMessagesApi> {
    const stub = new StubMessagesApi(script);
    stub.#server.listen(0, '127.0.0.1');
    await once(stub.#server, 'listening');
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when every socket that was left without an answer has been closed by the other side. */
  async allCut(): Promise<void> {
    await Promise.all([...this.stuck].map((socket) => once(socket, 'close')));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = MessageBody.parse(JSON.parse(text));
    const asked = { number: this.requests.length + 1, body, inputHash: createHash('sha256').update(text).digest('hex') };
    this.requests.push(asked);
    const answer = this.script(asked);
    const { socket } = request;
    switch (answer.kind) {
      case 'respond':
        setTimeout(() => response.writeHead(answer.status, answer.headers).end(answer.body), answer.delayMs ?? 0);
        return;
      case 'reset':
        socket.resetAndDestroy();
        return;
      case 'drip': {
        this.#leaveStuck(socket);
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), answer.everyMs);
        socket.once('close', () => clearInterval(timer));
        return;
      }
      case 'hang':
        this.#leaveStuck(socket);
    }
  }

  #leaveStuck(socket: Socket): void {
    this.stuck.add(socket);
    socket.once('close', () => this.stuck.delete(socket));
  }
}

/** A whole message with this text, as the API writes it. */
export function says(text: string, over: Readonly<Record<string, unknown>> = {}): StubAnswer {
  return { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(messageOf(text, over)) };
}

/** The message alone. */
export function messageOf(text: string, over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    id: 'msg_stub',
    type: 'message',
    role: 'assistant',
    model: 'stub-1',
    content: [{ type: 'text', text, citations: null }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1_000, output_tokens: 200, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
    ...over,
  };
}

export function fails(status: number, type: string, headers: Readonly<Record<string, string>> = {}): StubAnswer {
  const body = JSON.stringify({ type: 'error', error: { type, message: 'No.' } });
  return { kind: 'respond', status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** A model that reads what it was asked about and finds what stands there: statements of the sample rubrics and nothing else. */
export function honest({ body }: StubRequest): StubAnswer {
  return says(honestly(body));
}

/** What that model writes. */
export function honestly(body: MessageBody): string {
  const listed = fencedList(body);
  const items = z.array(z.object({ item: z.string(), statement: z.string(), quotes: z.array(z.string()) })).safeParse(listed);
  if (items.success) {
    const answers = items.data.map(({ item, statement, quotes }) => {
      const thing = thingNamedIn(statement);
      return { item, answer: thing !== null && quotes.some((quote) => quote.includes(thing)) ? 'yes' : 'no' };
    });
    return JSON.stringify({ items: answers });
  }
  const segments = z.array(z.object({ segment: z.number(), text: z.string() })).parse(listed);
  const findings = statementsIn(body).map(({ check, says: statement }) => {
    const thing = thingNamedIn(statement);
    const found = thing === null ? undefined : segments.find(({ text }) => text.includes(thing));
    const isReadable = statement.includes('at least one written word');
    const quotes = found ? [{ segment: found.segment, text: found.text }] : [];
    return { check, quotes, reason: 'As it stands there.', verdict: found || isReadable ? 'met' : 'not-met' };
  });
  return JSON.stringify({ findings });
}

export interface ListedStatement {
  readonly check: string;
  readonly says: string;
}

/** The statements that a grading request asks about; none in a request of another kind. */
export function statementsIn({ system }: MessageBody): readonly ListedStatement[] {
  const block = system[1]?.text;
  if (block === undefined) return [];
  return z.array(z.object({ check: z.string(), says: z.string() })).parse(JSON.parse(block.slice(block.indexOf('[\n'))));
}

/** The list inside the element that no text can close. */
function fencedList({ messages }: MessageBody): unknown {
  const list = /<(candidate_answer|items)_[0-9a-f]{32}>\n(.*)\n<\/\1/s.exec(messages[0]?.content ?? '')?.[2];
  if (list === undefined) throw new Error('the request holds no fenced list');
  return JSON.parse(list);
}

/** `thing b` out of "Names the thing b and says what it does here." */
function thingNamedIn(statement: string): string | null {
  return /^Names the (thing [a-d]) /.exec(statement)?.[1] ?? null;
}
