import type { Clock, OpenSocket } from './surroundings.ts';

export const browserClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** A browser's own WebSocket to this origin. */
export const openBrowserSocket: OpenSocket = (events) => {
  const address = new URL('/ws/screen', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.onmessage = (message) => {
    if (typeof message.data === 'string') events.message(message.data);
  };
  socket.onclose = (close) => events.closed(close.code);
  return {
    send: (text) => {
      // Between a lost wire and its close event the socket is no longer open; what is dropped here is sent again later.
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code) => socket.close(code === 1000 || code >= 3000 ? code : 1000),
  };
};

/** A number in [0, 1) that cannot be guessed, so that ids made from it do not collide. */
export function browserRandom(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
}
