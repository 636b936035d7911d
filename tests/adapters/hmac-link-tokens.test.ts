import { expect, test } from 'vitest';
import { createHmacLinkTokens } from '#app/adapters/index.ts';
import { ExchangeRequest } from '#app/protocol/index.ts';

test('a token can be made again, has the form of an invite token, and differs by screen, generation and secret', () => {
  const tokens = createHmacLinkTokens('one secret');
  const token = tokens.tokenFor('screen-a', 1);
  expect(ExchangeRequest.safeParse({ token }).success).toBe(true);
  expect(tokens.tokenFor('screen-a', 1)).toBe(token);
  const others = [
    tokens.tokenFor('screen-a', 2),
    tokens.tokenFor('screen-b', 1),
    createHmacLinkTokens('another secret').tokenFor('screen-a', 1),
  ];
  expect(new Set([token, ...others]).size).toBe(4);
});
