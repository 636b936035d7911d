import { useState } from 'react';
import type { ReportCriterion } from '#app/protocol/index.ts';
import { arithmeticSentence, DIMENSION_WORDS, NOT_ASSESSABLE_WORDS, panelSentence, slugWords } from '#app/wording/index.ts';
import { Button } from '../parts/button.tsx';
import { formatShort } from '../parts/format-time.ts';
import { FindingPart } from './finding-part.tsx';
import { OverrideForm } from './override-form.tsx';
import { LevelSteps } from './score-bar.tsx';

interface CriterionPartProps {
  readonly criterion: ReportCriterion;
  readonly questionId: string;
  readonly screenId: string;
}

/** One criterion: its level with the arithmetic, the rubric's words for it, the findings behind it, and a person's correction. */
export function CriterionPart({ criterion, questionId, screenId }: CriterionPartProps) {
  const [isOverriding, setIsOverriding] = useState(false);
  const { outcome, override, findings, anchor, nextAnchor, arithmetic } = criterion;
  const panel = panelSentence(criterion);
  const titleId = `criterion-${questionId}-${criterion.criterion}`;
  return (
    <div className="criterion">
      <div className="criterion__head">
        <h4 id={titleId}>{slugWords(criterion.criterion)}</h4>
        <p className="small soft">
          {DIMENSION_WORDS[criterion.dimension]}, weight {criterion.weight}
        </p>
      </div>
      <div className="criterion__level">
        {outcome.kind === 'level' ? (
          <p>
            <LevelSteps level={override?.to ?? outcome.level} />
            {override ? (
              <>
                <strong>Level {override.to}</strong> <span className="soft">by a person; machine: level {outcome.level}</span>
              </>
            ) : (
              <strong>Level {outcome.level}</strong>
            )}
          </p>
        ) : (
          <p>
            {override && (
              <>
                <LevelSteps level={override.to} />
                <strong>Level {override.to}</strong> <span className="soft">by a person; machine: </span>
              </>
            )}
            <span className={override ? 'soft' : 'criterion__none'}>Not assessable: {NOT_ASSESSABLE_WORDS[outcome.reason]}</span>
          </p>
        )}
        {anchor && <p>{anchor}</p>}
        {panel && <p className="small">{panel}</p>}
        {outcome.kind === 'level' && <p className="small soft numbers">{arithmeticSentence(criterion)}</p>}
        {outcome.kind === 'level' &&
          outcome.limits.map((limit) => (
            <p key={limit} className="small">
              {limit}
            </p>
          ))}
        {nextAnchor && (
          <p className="small soft">
            <strong>One level up:</strong> {nextAnchor}
          </p>
        )}
      </div>
      {override && (
        <div className="callout small">
          <p>
            <strong>{override.by}</strong>, {formatShort(override.at)}: {override.reason}
          </p>
        </div>
      )}
      {findings.length > 0 && (
        <ul className="findings bare">
          {findings.map((finding) => (
            <FindingPart key={finding.check} finding={finding} arithmetic={arithmetic} isSettled={override !== null} />
          ))}
        </ul>
      )}
      {isOverriding ? (
        <OverrideForm
          screenId={screenId}
          questionId={questionId}
          criterion={criterion.criterion}
          from={override?.to ?? (outcome.kind === 'level' ? outcome.level : null)}
          onClose={() => setIsOverriding(false)}
        />
      ) : (
        <div className="no-print">
          <Button look="quiet" small onClick={() => setIsOverriding(true)}>
            Change level<span className="visually-hidden"> of {slugWords(criterion.criterion)}</span>
          </Button>
        </div>
      )}
    </div>
  );
}
