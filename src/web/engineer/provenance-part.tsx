import type { GraderStamp, ReportDocument } from '#app/protocol/index.ts';
import { blindReaders, costSentence, stampWords, tokensSentence, unmatchedWords } from '#app/wording/index.ts';
import { formatDayAndTime } from '../parts/format-time.ts';

/** Everything that is needed to say which program said this, and to do it again. */
export function ProvenancePart({ document: doc }: { readonly document: ReportDocument }) {
  const { bank, seed, notice, graders, quotes, tokens, program, schema } = doc.provenance;
  const unmatched = doc.questions.flatMap(({ criteria }) => criteria.flatMap(({ findings }) => findings.flatMap(unmatchedWords))).length;
  const rows: readonly (readonly [string, string])[] = [
    ['Bank', `${bank.ref}, content ${bank.contentHash}`],
    ['Structure of the bank', bank.structureHash],
    ['Seed of the form', String(seed)],
    ['Notice', `${notice.version}, ${notice.hash}`],
    ...graders.map((stamp) => ['Grader', wholeStamp(stamp)] as const),
    ...blindReaders(doc.questions).map((stamp) => ['Blind reader', wholeStamp(stamp)] as const),
    ['Quotes', `${quotes.verified} verified, ${quotes.repaired} repaired, ${quotes.rejected} rejected, ${unmatched} unmatched`],
    ['Cost', costSentence(doc)],
    ...(tokens ? [['Tokens', tokensSentence(tokens)] as const] : []),
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

/** With the hash of the prompt: what is needed to ask the same again. */
function wholeStamp(stamp: GraderStamp): string {
  return stamp.prompt ? `${stampWords(stamp)}, ${stamp.prompt.hash}` : stampWords(stamp);
}
