import { CandidateView } from '#app/protocol/index.ts';

/** A view that the protocol's own schema accepts: question `first` of two is open. */
export function askingView(patch: { remainingMs?: number } = {}): CandidateView {
  return CandidateView.parse({
    phase: 'asking',
    role: 'ML engineer',
    company: 'Northwind',
    contact: 'hiring@example.org',
    questionCount: 2,
    minutes: 40,
    aiPolicy: 'open-with-declaration',
    clock: { budgetMs: 2_400_000, remainingMs: patch.remainingMs ?? 2_000_000, running: true, shown: true },
    deadline: '2026-12-01T00:00:00.000Z',
    answered: 0,
    skipped: [],
    question: { questionId: 'first', number: 1, title: 'First', kind: 'scenario', minutes: 7, text: 'What do you do?', turnId: 't1' },
  });
}
