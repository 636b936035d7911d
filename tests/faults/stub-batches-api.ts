import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { MessageBody } from './stub-messages-api.ts';

const CreateBody = z.object({
  requests: z.array(z.object({ custom_id: z.string(), params: MessageBody })),
});

export interface StubItem {
  readonly name: string;
  readonly body: MessageBody;
  /** The message that was sent. */
  readonly user: string;
}

/** The result of an item as the API writes it. */
export type StubResult = Readonly<Record<string, unknown>> & { readonly type: 'succeeded' | 'errored' | 'expired' | 'canceled' };

/** A server that speaks the Message Batches API, with results as a script says. Batches have ended once `ended` is true. */
export class StubBatchesApi {
  readonly batches: (readonly StubItem[])[] = [];
  ended = false;
  readonly #server: Server;

  private constructor(
    private readonly resultsOf: (items: readonly StubItem[], batch: number) => readonly (readonly [string, StubResult])[],
  ) {
    this.#server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const body = this.#answer(request.method ?? '', request.url ?? '', text);
      response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' }).end(body ?? '{}');
    });
  }

  static async start(resultsOf: StubBatchesApi['resultsOf']): Promise<StubBatchesApi> {
    const stub = new StubBatchesApi(resultsOf);
    stub.#server.listen(0, '127.0.0.1');
    await once(stub.#server, 'listening');
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(method: string, url: string, text: string): string | null {
    if (method === 'POST') {
      const { requests } = CreateBody.parse(JSON.parse(text));
      this.batches.push(requests.map(({ custom_id: name, params }) => ({ name, body: params, user: params.messages[0]?.content ?? '' })));
      return JSON.stringify(this.#batch(this.batches.length));
    }
    const [, number, results] = /\/batches\/stub-(\d+)(\/results)?$/.exec(url) ?? [];
    const items = this.batches[Number(number) - 1];
    if (!items) return null;
    if (!results) return JSON.stringify(this.#batch(Number(number)));
    const lines = this.resultsOf(items, Number(number)).map(([name, result]) => JSON.stringify({ custom_id: name, result }));
    return `${lines.join('\n')}\n`;
  }

  #batch(number: number) {
    const state = this.ended ? 'ended' : 'in_progress';
    const created = new Date(0).toISOString();
    return {
      id: `stub-${number}`,
      type: 'message_batch',
      processing_status: state,
      created_at: created,
      results_url: `${this.url}/elsewhere`,
    };
  }
}
