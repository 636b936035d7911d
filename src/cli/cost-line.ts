import { createRolePrices, modelsByRole } from '#app/adapters/index.ts';
import { type Content, type LoadedBank, sha256 } from '#app/banks/index.ts';
import type { Config } from '#app/config.ts';
import { estimateQuestionCost, type QuestionCost } from '#app/grading/index.ts';
import type { Form, FormQuestion, Question } from '#app/protocol/index.ts';

/** What grading one screen of this bank is expected to cost, in a sentence: sections ask so many questions of a mean cost. */
export function bankCostLine({ bank }: LoadedBank, content: Content, config: Config): string {
  const ofQuestion = questionCosts(content, config);
  const parts = bank.sections.flatMap(({ id, ask }) => {
    const own = bank.questions.filter(({ section }) => section === id);
    return own.map((question) => ({ cost: ofQuestion(withRubric(question, content)), share: ask / own.length }));
  });
  return sentence(parts, config);
}

/** The same for a form that was drawn. */
export function formCostLine({ questions }: Form, content: Content, config: Config): string {
  const ofQuestion = questionCosts(content, config);
  return sentence(
    questions.map((question) => ({ cost: ofQuestion(question), share: 1 })),
    config,
  );
}

function questionCosts(content: Content, config: Config): (question: FormQuestion | null) => QuestionCost | null {
  const pricesOf = createRolePrices({ baseUrl: config.anthropicBaseUrl, models: modelsOf(config) });
  return (question) => {
    const installed = question && content.rubrics.get(question.rubric.ref);
    return installed ? estimateQuestionCost(question, installed.rubric, { pricesOf, sha256 }) : null;
  };
}

function sentence(parts: readonly { readonly cost: QuestionCost | null; readonly share: number }[], config: Config): string {
  if (config.grader === 'offline') return 'Grading costs nothing: the offline grader asks no model.';
  const { grader } = modelsOf(config);
  let alone = 0;
  let amongMany = 0;
  for (const { cost, share } of parts) {
    if (cost === null) return `What grading costs with ${grader} is not known here; recorded cost stands in the report where it is.`;
    alone += share * cost.aloneMicroUsd;
    amongMany += share * cost.amongManyMicroUsd;
  }
  return `Grading is estimated at US$ ${dollars(alone)} a screen with ${grader} (US$ ${dollars(amongMany)} while its instructions are cached); recorded cost stands in the report.`;
}

function dollars(microUsd: number): string {
  return (microUsd / 1_000_000).toFixed(2);
}

function modelsOf({ modelGrader, modelPanel, modelInterviewer, modelEntailment }: Config) {
  return modelsByRole({ grader: modelGrader, panel: modelPanel, interviewer: modelInterviewer, entailment: modelEntailment });
}

function withRubric(question: Question, { rubrics }: Content): FormQuestion | null {
  const installed = rubrics.get(question.rubric);
  if (!installed) return null;
  const { ref, contentHash, structureHash } = installed;
  return { ...question, rubric: { ref, contentHash, structureHash } };
}
