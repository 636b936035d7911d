import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { BankDetail } from '#app/protocol/index.ts';
import { DIMENSION_WORDS, KIND_WORDS } from '#app/wording/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from '../staff/problem.tsx';
import { fetchBank } from '../staff/staff-api.ts';
import { PublishedTag } from './bank-list-page.tsx';

/** One bank version: its sections and their questions. */
export function BankPage() {
  const { bankRef = '' } = useParams();
  const bank = useQuery({ queryKey: ['catalogue', bankRef], queryFn: () => fetchBank(bankRef) });
  if (bank.isError) return <Problem error={bank.error} onRetry={() => void bank.refetch()} />;
  if (bank.isPending) {
    return (
      <p className="soft" role="status">
        Loading…
      </p>
    );
  }
  const { title, ref, about, published, minutes, questions, asks, sections, keyDimensions, contentHash } = bank.data;
  return (
    <div className="list-page">
      <p className="crumbs small">
        <Link to="/banks">Question banks</Link>
      </p>
      <PageHeading title={title} caption={ref}>
        {title} <PublishedTag published={published} />
      </PageHeading>
      <p className="measure">{about}</p>
      <dl className="facts small">
        <div>
          <dt>Form</dt>
          <dd>
            {asks} of {questions} questions, {minutes} minutes
          </dd>
        </div>
        {keyDimensions.length > 0 && (
          <div>
            <dt>Judged at least twice in every form</dt>
            <dd>{keyDimensions.map((dimension) => DIMENSION_WORDS[dimension]).join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>Content hash</dt>
          <dd className="numbers">{contentHash.slice(0, 12)}</dd>
        </div>
      </dl>
      {sections.map((section) => (
        <SectionPart key={section.id} section={section} bankRef={ref} />
      ))}
    </div>
  );
}

function SectionPart({ section, bankRef }: { readonly section: BankDetail['sections'][number]; readonly bankRef: string }) {
  return (
    <section aria-labelledby={section.id} className="stack bank-section">
      <h2 id={section.id}>
        {section.title}{' '}
        <span className="soft small bank-section__count">
          {section.ask} of {section.questions.length} in a form
        </span>
      </h2>
      <ul className="bank-questions bare">
        {section.questions.map((question) => (
          <li key={question.id} className="bank-question">
            <Link className="bank-question__link" to={`/banks/${bankRef}/${question.id}`}>
              {question.title}
            </Link>
            <span className="bank-question__about small soft">
              {KIND_WORDS[question.kind]}, {question.minutes} minutes
              <span className="bank-question__dimensions">
                {question.dimensions.map((dimension) => DIMENSION_WORDS[dimension]).join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
