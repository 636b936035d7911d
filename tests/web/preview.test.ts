import { describe, expect, test } from 'vitest';
import type { Question } from '#app/protocol/index.ts';
import { answerSlot, type ScreenState } from '../../src/web/connection/index.ts';
import { createPreviewConnection } from '../../src/web/preview/preview-connection.ts';

const question: Question = {
  id: 'late-labels',
  section: 'diagnosis',
  kind: 'scenario',
  title: 'Late labels',
  minutes: 8,
  tags: [],
  prompt: 'Labels come three weeks late. '.repeat(4),
  rubric: 'late-labels@1.0.0',
  clarifications: [{ asks: 'how late', says: 'Three weeks, sometimes five.' }],
  probes: [
    { id: 'one', aims: 'a/b', ask: 'And what would you look at first?' },
    { id: 'two', aims: 'a/c', ask: 'And what would make you stop?' },
  ],
};

function preview() {
  const seen: ScreenState[] = [];
  const connection = createPreviewConnection(
    { question, bankTitle: 'Bank' },
    () => '2026-01-01T00:00:00Z',
    (state) => seen.push(state),
  );
  return { connection, seen };
}

describe('the preview of a question', () => {
  test('[WC30] shows the prompt, keeps what is typed, then every follow-up in turn, and begins again', () => {
    const { connection, seen } = preview();
    expect(connection.state().view).toMatchObject({ phase: 'asking', question: { text: question.prompt } });
    connection.type(answerSlot('late-labels'), 'I would wait.');
    expect(connection.state().drafts.get(answerSlot('late-labels'))?.text).toBe('I would wait.');
    connection.send({ type: 'answer.submit', questionId: 'late-labels', text: 'I would wait.' });
    expect(connection.state().view).toMatchObject({ phase: 'probing', probe: { text: 'And what would you look at first?' } });
    connection.send({ type: 'probe.answer', questionId: 'late-labels', probeId: 'one', text: 'The dates.' });
    expect(connection.state().view).toMatchObject({ phase: 'probing', probe: { text: 'And what would make you stop?' } });
    connection.send({ type: 'probe.skip', questionId: 'late-labels', probeId: 'two' });
    expect(connection.state()).toMatchObject({ view: { phase: 'asking' }, turns: [{ kind: 'question' }] });
    expect(connection.state().drafts.size).toBe(0);
    expect(seen.at(-1)).toBe(connection.state());
  });

  test('[WC30] shows the prepared facts to whoever asks for one', () => {
    const { connection } = preview();
    connection.send({ type: 'clarification.ask', questionId: 'late-labels', text: 'How late are they?' });
    expect(connection.state().turns.at(-1)?.text).toContain('Three weeks, sometimes five.');
  });
});
