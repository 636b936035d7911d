import { expect, it } from 'vitest';
import { NOW, type Open, uuid } from './fixtures.ts';

const [A, B] = [uuid(1), uuid(2)];
const slot = 'answer:offline-online-gap';
const draft = (generation: number, rev: number, text: string) => ({ stream: A, slot, generation, rev, text, atMs: NOW });

export function describeLive(open: Open): void {
  it('[ES21] the draft with the greater (generation, rev) is kept', async () => {
    const { live } = open().stores;
    expect(await live.drafts(A)).toEqual([]);
    expect(await live.putDraft(draft(1, 5, 'five'))).toBe('saved');
    expect(await live.putDraft(draft(1, 4, 'four, late'))).toBe('stale');
    expect(await live.putDraft(draft(1, 5, 'five again'))).toBe('stale');
    expect(await live.drafts(A)).toEqual([draft(1, 5, 'five')]);
    expect(await live.putDraft(draft(1, 6, 'six'))).toBe('saved');
    expect(await live.putDraft(draft(2, 1, 'other tab'))).toBe('saved');
    expect(await live.putDraft(draft(1, 99, 'old tab, late'))).toBe('stale');
    expect(await live.drafts(A)).toEqual([draft(2, 1, 'other tab')]);
  });

  it('[ES21] slots and streams have drafts of their own', async () => {
    const { live } = open().stores;
    const others = [
      { ...draft(1, 1, 'p'), slot: 'practice' },
      { ...draft(1, 1, 'q'), slot: 'probe:offline-online-gap' },
    ];
    for (const each of [draft(1, 1, 'a'), ...others, { ...draft(1, 1, 'b'), stream: B }]) expect(await live.putDraft(each)).toBe('saved');
    expect(await live.drafts(A)).toEqual([draft(1, 1, 'a'), ...others]);
    expect(await live.drafts(B)).toEqual([{ ...draft(1, 1, 'b'), stream: B }]);
  });

  it('[ES22] a draft of a connection that was taken over is superseded', async () => {
    const { events, live } = open().stores;
    await events.nextGeneration(A);
    expect(await live.putDraft(draft(1, 1, 'first tab'))).toBe('saved');
    await events.nextGeneration(A);
    expect(await live.putDraft(draft(1, 2, 'first tab, late'))).toBe('superseded');
    expect(await live.putDraft(draft(2, 1, 'second tab'))).toBe('saved');
    expect(await live.drafts(A)).toEqual([draft(2, 1, 'second tab')]);
  });

  it('[ES23] a text replaced by a newer generation is kept as a revision', async () => {
    const { live } = open().stores;
    await live.putDraft(draft(1, 1, 'typed'));
    await live.putDraft(draft(1, 2, 'typed more'));
    expect(await live.revisions(A)).toEqual([]);
    await live.putDraft(draft(2, 1, 'second tab'));
    await live.putDraft(draft(3, 1, 'third tab'));
    expect(await live.revisions(A)).toEqual([draft(1, 2, 'typed more'), draft(2, 1, 'second tab')]);
    expect(await live.revisions(B)).toEqual([]);
  });

  it('[ES24] the clock never falls', async () => {
    const { live } = open().stores;
    expect(await live.clock(A)).toBe(0);
    await live.putClock(A, 5_000);
    await live.putClock(A, 4_999);
    expect(await live.clock(A)).toBe(5_000);
    await Promise.all([live.putClock(A, 9_000), live.putClock(A, 7_000)]);
    expect(await live.clock(A)).toBe(9_000);
    expect(await live.clock(B)).toBe(0);
  });
}
