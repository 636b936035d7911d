import { Link, useSearchParams } from 'react-router';
import type { ScreenRow } from '#app/protocol/index.ts';
import { formatShort } from '../parts/format-time.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from '../staff/problem.tsx';
import { FILTER_NAMES, FILTERS, filterScreens, isFilterName } from './screen-filter.ts';
import { DECISION_WORDS, Result, StatusLabel } from './status-label.tsx';
import { useScreens } from './use-screens.ts';

export function ScreenListPage() {
  const [search, setSearch] = useSearchParams();
  const screens = useScreens();
  const asked = search.get('show');
  const filter = isFilterName(asked) ? asked : 'all';

  return (
    <div className="list-page">
      <div className="page-head">
        <PageHeading title="Screens" />
        <Link className="button button--primary" to="/screens/new">
          New invite
        </Link>
      </div>
      {screens.isError && <Problem error={screens.error} onRetry={() => void screens.refetch()} />}
      {screens.isPending && (
        <p className="soft" role="status">
          Loading…
        </p>
      )}
      {screens.data?.length === 0 && <NoScreens />}
      {screens.data !== undefined && screens.data.length > 0 && (
        <>
          <fieldset className="filters">
            <legend className="visually-hidden">Show</legend>
            {FILTER_NAMES.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={name === filter}
                onClick={() => setSearch(name === 'all' ? {} : { show: name }, { replace: true })}
              >
                {FILTERS[name].label} <span className="numbers">{filterScreens(screens.data, name).length}</span>
              </button>
            ))}
          </fieldset>
          <ScreenTable rows={filterScreens(screens.data, filter)} />
        </>
      )}
    </div>
  );
}

function ScreenTable({ rows }: { readonly rows: readonly ScreenRow[] }) {
  if (rows.length === 0) return <p className="soft empty">No screen is in this state now.</p>;
  return (
    <table className="screens">
      <caption className="visually-hidden">Screens, the most lately changed first</caption>
      <thead>
        <tr>
          <th scope="col">Candidate</th>
          <th scope="col">Role</th>
          <th scope="col">Status</th>
          <th scope="col">Answered</th>
          <th scope="col">Result</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.screenId}>
            <th scope="row">
              <Link to={`/screens/${row.screenId}`}>{row.candidate.name}</Link>
              <span className="soft small screens__mail">{row.candidate.email}</span>
            </th>
            <td className="screens__role">
              {row.role}
              <span className="soft small screens__mail">{row.bank}</span>
            </td>
            <td className="screens__status">
              <StatusLabel status={row.status} />
              {row.decision && <span className="soft small"> {DECISION_WORDS[row.decision]}</span>}
            </td>
            <td className="screens__answered numbers">
              {row.answered} of {row.questionCount}
            </td>
            <td className="screens__result">
              <Result overall={row.overall} band={row.band} />
            </td>
            <td className="screens__changed numbers soft">
              <time dateTime={row.updatedAt}>{formatShort(row.updatedAt)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NoScreens() {
  return (
    <div className="empty-state stack">
      <h2>No screens yet</h2>
      <p>
        Invite a candidate: they get a link by mail, answer in writing when it suits them, and you see here how far they are. When they hand
        in, the report appears in this list.
      </p>
      <div>
        <Link className="button button--primary" to="/screens/new">
          Create the first invite
        </Link>
      </div>
    </div>
  );
}
