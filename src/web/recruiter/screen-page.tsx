import { Link, useParams } from 'react-router';
import type { ScreenStatus } from '#app/protocol/index.ts';
import { ReportPage } from '../engineer/report-page.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from '../staff/problem.tsx';
import { ScreenProgress } from './screen-progress.tsx';
import { useScreens } from './use-screens.ts';

const WITH_REPORT: ReadonlySet<ScreenStatus> = new Set<ScreenStatus>(['needs-person', 'report-ready', 'decided']);

/** One screen: how far it is, and its report as soon as there is one. */
export function ScreenPage() {
  const { screenId = '' } = useParams();
  const screens = useScreens();
  if (screens.isPending) {
    return (
      <p className="soft" role="status">
        Loading…
      </p>
    );
  }
  const row = screens.data?.find((one) => one.screenId === screenId);
  if (row !== undefined) return WITH_REPORT.has(row.status) ? <ReportPage row={row} /> : <ScreenProgress row={row} />;
  if (screens.isError) return <Problem error={screens.error} onRetry={() => void screens.refetch()} />;
  return (
    <div className="stack">
      <PageHeading title="There is no such screen" />
      <p>
        <Link to="/">All screens</Link>
      </p>
    </div>
  );
}
