import type { Turn } from '#app/protocol/index.ts';
import { PromptText } from '../parts/prompt-text.tsx';

/** One message. The interviewer's are marked as a machine's, always. */
export function TurnArticle({ turn }: { readonly turn: Turn }) {
  const isOurs = turn.by === 'assay';
  return (
    <article className={`turn turn--${isOurs ? 'assay' : 'candidate'}`}>
      <p className="turn__by">
        {isOurs ? 'Interviewer' : 'You'}
        {isOurs && <AiTag />}
        <span className="visually-hidden"> said</span>
      </p>
      {isOurs ? <PromptText text={turn.text} /> : <p className="turn__text">{turn.text}</p>}
      {turn.autoSubmitted && <p className="small soft">Handed in from what was saved when the time was over.</p>}
    </article>
  );
}

export function AiTag() {
  return (
    <span className="ai-tag">
      <abbr title="artificial intelligence">AI</abbr>
    </span>
  );
}

/** Messages of one question, oldest first. Screen readers hear a new one once, whole. */
export function TurnLog({ turns, label }: { readonly turns: readonly Turn[]; readonly label: string }) {
  return (
    <div className="turn-log" role="log" aria-label={label} aria-live="polite" aria-relevant="additions">
      {turns.map((turn) => (
        <TurnArticle key={turn.id} turn={turn} />
      ))}
    </div>
  );
}
