import { describe, expect, test } from 'vitest';
import { createOfflineGrader } from '#app/grading/index.ts';
import { gradeFor, kindOf } from './attack-run.ts';
import { composeAttack } from './compose-attack.ts';
import { fillPlaceholders } from './fill-placeholders.ts';
import { attacks } from './injection-corpus.ts';
import { attacked } from './weak-answers.ts';

const offline = createOfflineGrader();
const harmful = attacks.filter(({ family }) => family === 'N_exfil_cross');

describe('one answer and another', () => {
  test.each(attacked.map((about) => [about.type, about] as const))(
    '[GR37] %s: no grade depends on what somebody else wrote before, to this question or another',
    async (_, about) => {
      const honest = about.answers['half right'];
      const before = await gradeFor(about, honest, offline);
      for (const other of attacked) {
        for (const { text } of harmful) {
          const attack = fillPlaceholders(text, { question: other.question, rubric: other.rubric.rubric, keyPhrase: 'a key phrase' });
          await gradeFor(other, composeAttack(honest, attack, { kind: kindOf(other), position: 'suffix' }).text, offline);
        }
      }
      expect(await gradeFor(about, honest, offline)).toEqual(before);
    },
  );
});
