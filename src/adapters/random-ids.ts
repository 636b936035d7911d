import { randomBytes, randomInt } from 'node:crypto';
import type { Ids } from '#app/ports/index.ts';

const UINT32 = 2 ** 32;
const RAND_A_MAX = 0xfff;

/** Ids from the system's random source. `nowMs` is wall time; two ids of one process sort in the order in which they were made. */
export function createRandomIds(nowMs: () => number = Date.now): Ids {
  let lastMs = 0;
  let counter = 0;

  /** RFC 9562 §5.7; rand_a is a counter with a random start in each millisecond (§6.2, method 1), and a clock that goes back is not followed. */
  function uuid(): string {
    const now = nowMs();
    if (now > lastMs) {
      lastMs = now;
      counter = randomInt(RAND_A_MAX >> 1);
    } else if (counter < RAND_A_MAX) {
      counter += 1;
    } else {
      lastMs += 1;
      counter = 0;
    }
    const bytes = randomBytes(16);
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  return {
    uuid,
    secret: (bytes) => randomBytes(bytes).toString('base64url'),
    seed: () => randomInt(UINT32),
  };
}
