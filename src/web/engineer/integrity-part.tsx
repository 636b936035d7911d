import type { AiPolicy, ReportDocument } from '#app/protocol/index.ts';

const POLICY_WORDS: Readonly<Record<AiPolicy, string>> = {
  closed: 'AI tools were not allowed.',
  'open-with-declaration': 'AI tools were allowed, with a declaration.',
  'ai-required': 'Working with AI tools was expected, with a declaration.',
};

/** Apart from the score, on purpose. */
export function IntegrityPart({ integrity }: { readonly integrity: ReportDocument['integrity'] }) {
  const { policy, declaration, observations, caution } = integrity;
  return (
    <section className="report-part stack" id="integrity" aria-labelledby="integrity-title">
      <h2 id="integrity-title">Integrity context</h2>
      <p>{POLICY_WORDS[policy]} Nothing here enters a score.</p>
      {declaration === null && policy !== 'closed' && <p>No declaration was given.</p>}
      {declaration && !declaration.usedAi && <p>The candidate declares that no AI tool was used.</p>}
      {declaration?.usedAi && (
        <dl className="declared">
          <dt>Handed to AI</dt>
          <dd>{declaration.delegated || 'Nothing written'}</dd>
          <dt>Not accepted</dt>
          <dd>{declaration.rejected || 'Nothing written'}</dd>
          <dt>How it was checked</dt>
          <dd>{declaration.checked || 'Nothing written'}</dd>
        </dl>
      )}
      {observations.length > 0 && (
        <ul>
          {observations.map((observation) => (
            <li key={observation}>{observation}</li>
          ))}
        </ul>
      )}
      <p className="soft">{caution}</p>
    </section>
  );
}
