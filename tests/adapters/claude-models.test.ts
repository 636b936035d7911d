import { expect, test } from 'vitest';
import { DEFAULT_MODELS, modelsByRole, pricesOf } from '#app/adapters/index.ts';

test('without a choice every role has its default, and the panel reads with the grader', () => {
  const byDefault = {
    grader: 'claude-sonnet-5-5',
    panel: 'claude-sonnet-5-5',
    interviewer: 'claude-haiku-5-5',
    entailment: 'claude-haiku-5-5',
  };
  expect(modelsByRole({})).toEqual(byDefault);
  expect(modelsByRole({ grader: null, panel: null, interviewer: null, entailment: null })).toEqual(byDefault);
});

test('the panel follows the grader that was chosen, unless it was given a model of its own', () => {
  expect(modelsByRole({ grader: 'a' })).toMatchObject({ grader: 'a', panel: 'a', entailment: 'claude-haiku-5-5' });
  expect(modelsByRole({ grader: 'a', panel: 'b', interviewer: 'c', entailment: 'd' })).toEqual({
    grader: 'a',
    panel: 'b',
    interviewer: 'c',
    entailment: 'd',
  });
});

test('what is run by default has a known price', () => {
  for (const model of Object.values(DEFAULT_MODELS)) expect(pricesOf(model)).not.toBeNull();
});
