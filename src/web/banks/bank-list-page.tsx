import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { BankCard } from '#app/protocol/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from '../staff/problem.tsx';
import { fetchCatalogue } from '../staff/staff-api.ts';
import { TRACK_WORDS } from './bank-words.ts';

/** Every installed bank version, drafts as well. */
export function BankListPage() {
  const banks = useQuery({ queryKey: ['catalogue'], queryFn: fetchCatalogue });
  return (
    <div className="list-page">
      <PageHeading title="Question banks" />
      <p className="soft measure">
        What candidates are asked and how it is judged. A published version never changes; a draft can be read and tried, and nobody can be
        invited to it.
      </p>
      {banks.isError && <Problem error={banks.error} onRetry={() => void banks.refetch()} />}
      {banks.isPending && (
        <p className="soft" role="status">
          Loading…
        </p>
      )}
      {banks.data && (
        <ul className="bank-cards bare">
          {banks.data.map((bank) => (
            <Card key={bank.ref} bank={bank} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Card({ bank }: { readonly bank: BankCard }) {
  return (
    <li className="bank-card">
      <p className="bank-card__track small soft">
        {TRACK_WORDS[bank.track]} <PublishedTag published={bank.published} />
      </p>
      <h2>
        <Link className="bank-card__link" to={`/banks/${bank.ref}`}>
          {bank.title}
        </Link>
      </h2>
      <p className="small">{bank.about}</p>
      <p className="small soft numbers">
        {bank.ref} · {bank.questions} questions, {bank.asks} in a form · {bank.minutes} minutes
      </p>
    </li>
  );
}

export function PublishedTag({ published }: { readonly published: boolean }) {
  return published ? <span className="tag">Published</span> : <span className="tag tag--warn">Draft</span>;
}
