import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { QuestionDetail } from '#app/protocol/index.ts';
import { KIND_WORDS } from '#app/wording/index.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { PromptText } from '../parts/prompt-text.tsx';
import { Problem } from '../staff/problem.tsx';
import { fetchQuestion } from '../staff/staff-api.ts';
import { ExemplarsPart } from './exemplars-part.tsx';
import { RubricPart } from './rubric-part.tsx';

/** One question with its rubric: what is asked, and how the answer is judged. */
export function BankQuestionPage() {
  const { bankRef = '', questionId = '' } = useParams();
  const detail = useQuery({ queryKey: ['catalogue', bankRef, questionId], queryFn: () => fetchQuestion(bankRef, questionId) });
  if (detail.isError) return <Problem error={detail.error} onRetry={() => void detail.refetch()} />;
  if (detail.isPending) {
    return (
      <p className="soft" role="status">
        Loading…
      </p>
    );
  }
  return <QuestionWithRubric key={questionId} {...detail.data} />;
}

function QuestionWithRubric({ bank, section, question, rubric, previous, next }: QuestionDetail) {
  const checkWords = new Map(
    rubric.criteria.flatMap((criterion) => criterion.checks.map((check) => [`${criterion.id}/${check.id}`, check.says])),
  );
  return (
    <div className="list-page">
      <p className="crumbs small">
        <Link to="/banks">Question banks</Link> / <Link to={`/banks/${bank.ref}`}>{bank.title}</Link>
      </p>
      <div className="page-head">
        <PageHeading title={question.title} caption={`${section} · ${KIND_WORDS[question.kind]} · ${question.minutes} minutes`} />
        <a className="button button--secondary" href={`/preview/${bank.ref}/${question.id}`}>
          Preview as a candidate
        </a>
      </div>
      <p className="small soft">
        {question.id}, rubric {question.rubric}
        {question.tags.length > 0 && <> · {question.tags.join(', ')}</>}
      </p>
      <section className="sheet stack" aria-labelledby="asked">
        <h2 id="asked">What is asked</h2>
        <PromptText text={question.prompt} />
      </section>
      <div className="bank-pair">
        <section className="sheet stack" aria-labelledby="facts">
          <h2 id="facts">Facts for those who ask</h2>
          <dl className="bank-said small">
            {question.clarifications.map(({ asks, says }) => (
              <div key={asks}>
                <dt>{asks}</dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="sheet stack" aria-labelledby="follow-ups">
          <h2 id="follow-ups">Follow-ups</h2>
          <p className="small soft">One is asked: the one whose check is open and worth most.</p>
          <dl className="bank-said small">
            {question.probes.map(({ id, aims, ask }) => (
              <div key={id}>
                <dt>{ask}</dt>
                <dd>Aims at: {checkWords.get(aims) ?? aims}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <RubricPart rubric={rubric} />
      <ExemplarsPart rubric={rubric} />
      <nav className="bank-turn" aria-label="Questions of this bank">
        {previous ? <Link to={`/banks/${bank.ref}/${previous}`}>← Previous question</Link> : <span />}
        {next && <Link to={`/banks/${bank.ref}/${next}`}>Next question →</Link>}
      </nav>
    </div>
  );
}
