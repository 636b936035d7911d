import { type ReactNode, useState } from 'react';
import type { AiPolicy, CandidateView, Declaration } from '#app/protocol/index.ts';
import { textFits } from '../../connection/index.ts';
import { Button } from '../../parts/button.tsx';
import { ErrorSummary } from '../../parts/error-summary.tsx';
import { TextArea } from '../../parts/field.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';
import { useKeptText } from '../use-kept-text.ts';

interface DeclarationPageProps extends PageProps {
  readonly view: Extract<CandidateView, { phase: 'wrapping' }>;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onDone: (declaration: Declaration) => void;
  readonly children: ReactNode;
}

type TextPart = 'delegated' | 'rejected' | 'checked';

const PARTS: readonly { readonly part: TextPart; readonly label: string; readonly hint: string }[] = [
  { part: 'delegated', label: 'What did you hand to it?', hint: 'For example: checking a formula, wording, a first list of causes.' },
  { part: 'rejected', label: 'What did you not accept, and why?', hint: '“Nothing” is an answer too.' },
  {
    part: 'checked',
    label: 'How did you check what you kept?',
    hint: 'For example: worked one case by hand, compared with what I have seen.',
  },
];

const LEADS: Readonly<Record<AiPolicy, string>> = {
  closed: '',
  'open-with-declaration': 'AI tools were allowed. Saying what you used them for never lowers a score.',
  'ai-required': 'Working with AI tools was part of the task. Please say what you used them for.',
};

export function DeclarationPage({ screen, connection, view, isBusy, onBack, onDone, children }: DeclarationPageProps) {
  const [usedAi, setUsedAi] = useState<boolean | null>(null);
  const [texts, setTexts] = useKeptText<TextPart>('assay-declaration', { delegated: '', rejected: '', checked: '' });
  const [errors, setErrors] = useState<readonly { field: string; message: string }[]>([]);

  function done(): void {
    const found =
      usedAi === null
        ? [{ field: 'used-ai-no', message: 'Say whether you used an AI tool' }]
        : PARTS.filter(({ part }) => !textFits(texts[part])).map(({ part, label }) => ({ field: part, message: `Shorten “${label}”` }));
    setErrors(found);
    if (usedAi === null || found.length > 0) return;
    onDone({ usedAi, ...(usedAi ? texts : { delegated: '', rejected: '', checked: '' }) });
  }

  const missing = errors.find(({ field }) => field === 'used-ai-no');
  return (
    <PageFrame screen={screen} connection={connection}>
      <ErrorSummary errors={errors} />
      <div className="stack">
        <PageHeading title="Your use of AI tools" caption="Last page" />
        <p className="lead">{LEADS[view.aiPolicy]}</p>
      </div>
      <form
        className="stack page__narrow"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) done();
        }}
      >
        <fieldset>
          <legend className="field__label">Did you use an AI tool for these answers?</legend>
          {missing && <p className="field__error">{missing.message}</p>}
          <label className="choice">
            <input type="radio" name="used-ai" id="used-ai-no" checked={usedAi === false} onChange={() => setUsedAi(false)} />
            <span>No</span>
          </label>
          <label className="choice">
            <input type="radio" name="used-ai" checked={usedAi === true} onChange={() => setUsedAi(true)} />
            <span>Yes</span>
          </label>
        </fieldset>
        {usedAi &&
          PARTS.map(({ part, label, hint }) => (
            <TextArea
              key={part}
              id={part}
              label={label}
              hint={hint}
              rows={3}
              value={texts[part]}
              error={errors.find(({ field }) => field === part)?.message}
              onChange={(event) => setTexts({ ...texts, [part]: event.target.value })}
            />
          ))}
        <div className="button-row">
          <Button look="primary" type="submit" busy={isBusy} busyLabel="Handing in…">
            Hand in…
          </Button>
          <Button look="quiet" onClick={onBack}>
            Back to my answers
          </Button>
        </div>
      </form>
      {children}
    </PageFrame>
  );
}
