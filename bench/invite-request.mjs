import { randomUUID } from 'node:crypto';

/** An invite as a recruiter would send it, for the `number`th of many made-up candidates. */
export function inviteRequest(bank, number, changes = {}) {
  return {
    screenId: randomUUID(),
    candidate: { name: `Candidate ${number}`, email: `candidate-${number}@example.org` },
    bank: bank.ref,
    role: 'Machine-learning engineer',
    company: 'Example company',
    contact: 'hiring@example.org',
    aiPolicy: 'open-with-declaration',
    accommodations: { timeMultiplier: 1, clock: 'shown' },
    seed: number,
    ...changes,
  };
}
