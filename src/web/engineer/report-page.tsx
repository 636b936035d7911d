import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ScreenRow } from '#app/protocol/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from '../staff/problem.tsx';
import { fetchReport } from '../staff/staff-api.ts';
import { ActiveQuoteProvider } from './active-quote.tsx';
import { DecisionPart } from './decision-part.tsx';
import { DecisionView } from './decision-view.tsx';
import { IntegrityPart } from './integrity-part.tsx';
import { ProvenancePart } from './provenance-part.tsx';
import { QuestionPart } from './question-part.tsx';
import { ReportHead } from './report-head.tsx';
import { ScorePart } from './score-part.tsx';

/** The report as a page: what is needed to decide first, then the evidence, question by question. */
export function ReportPage({ row }: { readonly row: ScreenRow }) {
  // The version in the key: a new event on the screen brings a new document.
  const report = useQuery({
    queryKey: ['report', row.screenId, row.version],
    queryFn: () => fetchReport(row.screenId),
    placeholderData: (earlier) => earlier,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (report.isPending) {
    return (
      <p className="soft" role="status">
        Loading the report…
      </p>
    );
  }
  if (report.isError) {
    return (
      <div className="stack narrow">
        <p className="small">
          <Link to="/">All screens</Link>
        </p>
        <PageHeading title={row.candidate.name} />
        <Problem error={report.error} onRetry={() => void report.refetch()} />
      </div>
    );
  }
  const { document: doc, pdf } = report.data;
  return (
    <ActiveQuoteProvider>
      <div className="report">
        <ReportHead document={doc} hasPdf={pdf} />
        <DecisionView document={doc} />
        <DecisionPart document={doc} />
        {doc.questions.map((question) => (
          <QuestionPart key={question.questionId} question={question} screenId={doc.screenId} />
        ))}
        <ScorePart document={doc} />
        <IntegrityPart integrity={doc.integrity} />
        <ProvenancePart document={doc} />
      </div>
    </ActiveQuoteProvider>
  );
}
