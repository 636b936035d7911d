import type { CandidateView } from '#app/protocol/index.ts';
import type { ScreenState } from '../../connection/index.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PageFrame } from '../page-frame.tsx';

type Closed = Extract<CandidateView, { phase: 'closed' }>;

const SENTENCES: Readonly<Record<Closed['outcome'], { readonly title: string; readonly text: string }>> = {
  expired: {
    title: 'The time to take this screen is over',
    text: 'If you still want to take part, write to the contact below and ask for more time.',
  },
  withdrawn: {
    title: 'You have withdrawn',
    text: 'Nothing more happens with this screen. If that was a mistake, write to the contact below.',
  },
  cancelled: {
    title: 'This screen was cancelled',
    text: 'The company has cancelled it. This says nothing about you; the contact below knows more.',
  },
  decided: {
    title: 'This screen is complete',
    text: 'A person has read your answers and decided. The contact below tells you the outcome and answers questions.',
  },
};

export function ClosedPage({ screen, view }: { readonly screen: ScreenState; readonly view: Closed }) {
  const { title, text } = SENTENCES[view.outcome];
  return (
    <PageFrame screen={screen}>
      <div className="stack page__narrow">
        <PageHeading title={title} caption={`${view.role} at ${view.company}`} />
        <p className="lead">{text}</p>
      </div>
    </PageFrame>
  );
}
