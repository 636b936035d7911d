import { expect, test } from 'vitest';
import { createPinoLog, type LogLevel } from '#app/adapters/index.ts';

function recorded(level: LogLevel = 'info') {
  const lines: string[] = [];
  const log = createPinoLog({ level, destination: { write: (line: string) => void lines.push(line) } });
  return { log, text: () => lines.join(''), entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('an entry is one line of JSON with level, time, message and the admitted fields', () => {
  const { log, entries, text } = recorded();
  log.info({ screenId: '018f3c1e-0000-7000-8000-000000000001', count: 3, ready: true, mail: 'invite' }, 'started');
  expect(entries()[0]).toMatchObject({
    level: 'info',
    msg: 'started',
    screenId: '018f3c1e-0000-7000-8000-000000000001',
    count: 3,
    ready: true,
    mail: 'invite',
  });
  expect(entries()[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(text().trimEnd()).not.toContain('\n');
});

test('a field that is not listed is dropped, and its name says so', () => {
  const { log, entries } = recorded();
  log.warn({ body: 'my answer is', email: 'ada@example.org', login: 'x', code: 'busy' }, 'odd');
  expect(entries()[0]).toMatchObject({ code: 'busy', dropped: ['body', 'email', 'login'] });
});

test('tokens, addresses, typed text and passwords do not come through any field', () => {
  const token = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE';
  const { log, text, entries } = recorded();
  log.error({ code: token, token, reason: 'She sounded unsure about Ada Lovelace', screenId: { token } }, 'fields');
  log.error({ error: new Error(`bad token ${token} of ada@example.org`) }, 'error');
  log.error({ error: `Unexpected token 'A', "Ada Lovelace" is not valid JSON` }, 'text');
  log.error({ error: new Error('no', { cause: new Error('connect smtp://assay:hunter2@mail.example.org') }) }, 'cause');
  for (const canary of [token, 'ada@example.org', 'Ada Lovelace', 'hunter2']) expect(text()).not.toContain(canary);
  expect(entries()).toHaveLength(4);
});

test('an error keeps its name, its code and where it was thrown', () => {
  const { log, entries } = recorded();
  log.error({ err: Object.assign(new TypeError('disk full'), { code: 'SQLITE_FULL' }) }, 'failed');
  expect(entries()[0]?.err).toMatchObject({ name: 'TypeError', code: 'SQLITE_FULL', message: 'disk full' });
  expect(JSON.stringify(entries()[0])).toContain('pino-log.test.ts');
});

test('a line break in a value cannot forge an entry', () => {
  const { log, text, entries } = recorded();
  log.info({ error: 'a\n{"level":"error","msg":"forged"}' }, 'line\nbreak');
  expect(text().trimEnd().split('\n')).toHaveLength(1);
  expect(entries()).toHaveLength(1);
});

test('entries below the level are not written', () => {
  const { log, entries } = recorded('error');
  log.info({}, 'quiet');
  log.warn({}, 'quiet');
  log.error({}, 'loud');
  expect(entries().map((entry) => entry.msg)).toEqual(['loud']);
});

test('redaction is linear: 100 KB of hostile text passes through every pattern', () => {
  const { log, entries } = recorded();
  for (const hostile of [
    '"'.repeat(100_000),
    `${'a'.repeat(50_000)}@`,
    `//${'a'.repeat(99_000)}`,
    "'a".repeat(50_000),
    'a@'.repeat(50_000),
  ]) {
    log.error({ error: hostile, code: hostile }, 'hostile');
  }
  expect(entries()).toHaveLength(5);
});
