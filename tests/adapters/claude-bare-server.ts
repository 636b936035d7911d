import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface BareServer {
  readonly url: string;
  /** Requests so far, counted by connections: no test here keeps one alive. */
  accepted(): number;
  /** Resolves when the other side has let go of every connection it made. */
  released(): Promise<void>;
}

/** A server of bare sockets, for what a mock of fetch cannot show. It never ends a connection unless `onRequest` does. */
export async function bareServer(onRequest: (socket: Socket) => void): Promise<BareServer> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    let asked = false;
    socket.on('data', () => {
      if (!asked) onRequest(socket);
      asked = true;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: () => sockets.length,
    released: async () => {
      await Promise.all(sockets.filter((socket) => !socket.closed).map((socket) => new Promise((closed) => socket.on('close', closed))));
    },
  };
}
