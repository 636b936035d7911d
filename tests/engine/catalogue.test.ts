import { describe, expect, test } from 'vitest';
import { BankDetail, Catalogue, QuestionDetail } from '#app/protocol/index.ts';
import { createWorld, expectOk } from './world.ts';

describe('the catalogue for staff', () => {
  test('lists every installed bank and says which are published', () => {
    const { engine, content } = createWorld();
    const banks = Catalogue.parse({ banks: [...engine.catalogue()] }).banks;
    expect(banks.map(({ ref }) => ref)).toEqual([...content.banks.keys()]);
    expect(banks.filter(({ published }) => published).map(({ ref }) => ref)).toEqual(engine.banks().map(({ ref }) => ref));
  });

  test('opens a bank by sections, and a question with its rubric and its neighbours', () => {
    const { engine, content } = createWorld();
    const [source] = content.banks.values();
    if (!source) throw new Error('no bank');
    const bank = BankDetail.parse(expectOk(engine.catalogueBank(source.ref)));
    const ids = bank.sections.flatMap((section) => section.questions.map(({ id }) => id));
    expect(ids.toSorted()).toEqual(source.bank.questions.map(({ id }) => id).toSorted());
    const walked: string[] = [];
    for (let id: string | null = ids[0] ?? null; id !== null; ) {
      const detail: QuestionDetail = QuestionDetail.parse(expectOk(engine.catalogueQuestion(source.ref, id)));
      expect(`${detail.rubric.rubric}@${detail.rubric.version}`).toBe(detail.question.rubric);
      expect(detail.previous).toBe(walked.at(-1) ?? null);
      walked.push(id);
      id = detail.next;
    }
    expect(walked).toEqual(ids);
  });

  test('an unknown bank or question is not found', () => {
    const { engine, content } = createWorld();
    expect(engine.catalogueBank('nothing@1.0.0')).toEqual({ ok: false, code: 'not_found' });
    expect(engine.catalogueQuestion([...content.banks.keys()][0] ?? '', 'nothing')).toEqual({ ok: false, code: 'not_found' });
  });
});
