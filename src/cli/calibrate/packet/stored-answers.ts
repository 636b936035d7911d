import type { Content } from '#app/banks/index.ts';
import { fold, turnsOfQuestion } from '#app/interview/index.ts';
import type { CandidateRecords, EventStore, ScreenList } from '#app/ports/index.ts';
import type { FormQuestion, Rubric, Turn } from '#app/protocol/index.ts';
import { maskIdentity } from './mask-identity.ts';

export interface AnswerSources {
  readonly content: Content;
  readonly stores: { readonly events: EventStore; readonly screens: ScreenList; readonly candidates: CandidateRecords };
}

/** One answer of a finished screen, with everything masked that would say whose it is. */
export interface StoredAnswer {
  readonly screenId: string;
  readonly question: FormQuestion;
  readonly rubric: Rubric;
  readonly answer: string;
  readonly followUps: readonly { readonly asked: string; readonly answer: string }[];
}

const MOST_SCREENS = 100_000;

/** Answers to a bank's questions in finished screens, oldest first. Screens whose candidate was erased are counted and not read. */
export async function storedAnswers(bank: string, question: string | null, sources: AnswerSources) {
  const rows = await sources.stores.screens.list({ limit: MOST_SCREENS });
  const answers: StoredAnswer[] = [];
  let erased = 0;
  for (const { screenId } of rows.filter((row) => row.bank === bank && row.finishedAt !== null).reverse()) {
    const own = await answersOf(screenId, sources);
    if (own === null) erased += 1;
    else answers.push(...own.filter((answer) => question === null || answer.question.id === question));
  }
  return { answers, erased };
}

/** The answers of one screen, by question; null when its candidate was erased. */
export async function answersOf(screenId: string, { content, stores }: AnswerSources): Promise<StoredAnswer[] | null> {
  const events = await stores.events.read(screenId);
  const invited = events[0]?.event;
  if (invited?.type !== 'ScreenInvited') return null;
  const candidate = await stores.candidates.find(invited.candidateId);
  if (!candidate) return null;
  const state = fold(events.map(({ event }) => event));
  return invited.form.questions.flatMap((question): StoredAnswer[] => {
    const installed = content.rubrics.get(question.rubric.ref);
    const turns = turnsOfQuestion(state, question.id);
    const masked = (kind: Turn['kind']) => turns.filter((turn) => turn.kind === kind).map(({ text }) => maskIdentity(text, candidate));
    const answer = masked('answer').join('\n\n');
    if (answer.trim() === '' || installed?.contentHash !== question.rubric.contentHash) return [];
    const [asked, answered] = [masked('probe'), masked('probe-answer')];
    const followUps = answered.flatMap((text, index) => (asked[index] === undefined ? [] : { asked: asked[index], answer: text }));
    return [{ screenId, question, rubric: installed.rubric, answer, followUps }];
  });
}
