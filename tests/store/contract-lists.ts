import { expect, it } from 'vitest';
import { append, type Open, summary, uuid } from './fixtures.ts';

export function describeLists(open: Open): void {
  it('[ES18] the list shows the newest invite first, filtered, up to the limit', async () => {
    const { events, screens } = open().stores;
    const rows = [
      summary(uuid(1), { invitedAt: '2026-03-01T00:00:00.000Z', status: 'decided' }),
      summary(uuid(2), { invitedAt: '2026-03-03T00:00:00.000Z', status: 'invited' }),
      summary(uuid(3), { invitedAt: '2026-03-02T00:00:00.000Z', status: 'paused' }),
      summary(uuid(4), { invitedAt: '2026-03-03T00:00:00.000Z', status: 'paused' }),
    ];
    for (const row of rows) await events.append(append(row.screenId, 0, { summary: row }));
    const ids = async (filter: Parameters<typeof screens.list>[0]) => (await screens.list(filter)).map((row) => row.screenId);
    expect(await ids({ limit: 10 })).toEqual([uuid(4), uuid(2), uuid(3), uuid(1)]);
    expect(await ids({ limit: 3 })).toEqual([uuid(4), uuid(2), uuid(3)]);
    expect(await ids({ status: ['paused', 'decided'], limit: 10 })).toEqual([uuid(4), uuid(3), uuid(1)]);
    expect(await ids({ status: [], limit: 10 })).toEqual([]);
    expect(await ids({ status: ['expired'], limit: 10 })).toEqual([]);
    expect(await screens.list({ limit: 1 })).toEqual([rows[3]]);

    await events.append(append(uuid(1), 1, { summary: summary(uuid(1), { invitedAt: '2026-03-09T00:00:00.000Z', status: 'invited' }) }));
    expect(await ids({ status: ['invited'], limit: 10 })).toEqual([uuid(1), uuid(2)]);
  });

  it('[ES19] replaceAll leaves exactly the given rows', async () => {
    const { events, screens } = open().stores;
    await events.append(append(uuid(1), 0, { summary: summary(uuid(1)) }));
    await events.append(append(uuid(2), 0, { summary: summary(uuid(2)) }));
    const rebuilt = [summary(uuid(2), { status: 'grading' }), summary(uuid(3))];
    await screens.replaceAll(rebuilt);
    expect(await screens.find(uuid(1))).toBeNull();
    expect(await screens.list({ limit: 10 })).toEqual(rebuilt.toReversed());
    await screens.replaceAll([]);
    expect(await screens.list({ limit: 10 })).toEqual([]);
  });

  it('[ES20] a candidate record is found by its id and replaced as a whole', async () => {
    const { candidates } = open().stores;
    const ada = { candidateId: uuid(1), name: 'Ada Müller', email: 'ada@example.org' };
    const bo = { candidateId: uuid(2), name: 'Bo', email: 'bo@example.org' };
    expect(await candidates.find(uuid(1))).toBeNull();
    await candidates.put(ada);
    await candidates.put(ada);
    await candidates.put(bo);
    expect(await candidates.find(uuid(1))).toEqual(ada);
    await candidates.put({ ...ada, name: 'Ada M.' });
    expect(await candidates.findMany([uuid(1), uuid(3), uuid(2)])).toEqual(
      new Map([
        [uuid(1), { ...ada, name: 'Ada M.' }],
        [uuid(2), bo],
      ]),
    );
    expect(await candidates.findMany([])).toEqual(new Map());
  });
}
