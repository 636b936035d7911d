import { Link } from 'react-router';
import type { ReportDocument } from '#app/protocol/index.ts';
import { formatDayAndTime } from '../parts/format-time.ts';
import { PageHeading } from '../parts/page-heading.tsx';

export function ReportHead({ document: doc, hasPdf }: { readonly document: ReportDocument; readonly hasPdf: boolean }) {
  return (
    <div className="report-head">
      <p className="small no-print">
        <Link to="/">All screens</Link>
      </p>
      <div className="page-head">
        <PageHeading title={`Report: ${doc.candidate.name}`} caption={`${doc.role}, ${doc.company}`}>
          {doc.candidate.name}
        </PageHeading>
        {hasPdf && (
          <a className="button button--secondary no-print" href={`/api/screens/${doc.screenId}/report.pdf`} download>
            Download PDF
          </a>
        )}
      </div>
      <p className="small soft">
        {doc.provenance.bank.ref}, handed in {formatDayAndTime(doc.finishedAt)}. {doc.trackAbout}
      </p>
      <nav className="report-nav no-print" aria-label="Parts of the report">
        <a href="#decision">Decision</a>
        {doc.questions.map(({ questionId, number, title }) => (
          <a key={questionId} href={`#question-${questionId}`}>
            <span className="numbers">{number}.</span> {title}
          </a>
        ))}
        <a href="#score">Score</a>
        <a href="#integrity">Integrity</a>
        <a href="#provenance">Provenance</a>
      </nav>
    </div>
  );
}
