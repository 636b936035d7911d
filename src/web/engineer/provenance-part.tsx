import type { ReportDocument } from '#app/protocol/index.ts';
import { formatDayAndTime } from '../parts/format-time.ts';

/** Everything that is needed to say which program said this, and to do it again. */
export function ProvenancePart({ document: doc }: { readonly document: ReportDocument }) {
  const { bank, seed, notice, graders, quotes, tokens, program, schema } = doc.provenance;
  const rows: readonly (readonly [string, string])[] = [
    ['Bank', `${bank.ref}, content ${bank.contentHash}`],
    ['Structure of the bank', bank.structureHash],
    ['Seed of the form', String(seed)],
    ['Notice', `${notice.version}, ${notice.hash}`],
    ...graders.map(({ name, version, model, prompt }): readonly [string, string] => [
      'Grader',
      [`${name} ${version}`, model, prompt && `prompt ${prompt.id} ${prompt.version}`].filter(Boolean).join(', '),
    ]),
    ['Quotes', `${quotes.verified} verified, ${quotes.repaired} repaired, ${quotes.rejected} rejected`],
    ...(tokens ? [['Tokens', `${tokens.inputTokens} in, ${tokens.outputTokens} out`] as const] : []),
    ['Made by', `${program}, ${schema}, ${formatDayAndTime(doc.generatedAt)}`],
    ['Screen', doc.screenId],
  ];
  return (
    <section className="report-part stack" id="provenance" aria-labelledby="provenance-title">
      <h2 id="provenance-title">Provenance</h2>
      <dl className="provenance small">
        {rows.map(([name, value]) => (
          <div key={`${name} ${value}`}>
            <dt>{name}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
