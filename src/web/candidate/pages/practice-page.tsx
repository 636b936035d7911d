import type { CandidateView } from '#app/protocol/index.ts';
import { PRACTICE_SLOT } from '../../connection/index.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PromptText } from '../../parts/prompt-text.tsx';
import { Composer } from '../composer.tsx';
import { isPending } from '../is-pending.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';

export function PracticePage({ screen, connection, view }: PageProps & { readonly view: Extract<CandidateView, { phase: 'noticed' }> }) {
  return (
    <PageFrame screen={screen} connection={connection}>
      <div className="stack">
        <PageHeading title="Practice question" caption="No clock, not scored, seen by nobody who decides" />
        <PromptText text={view.practice} />
      </div>
      <Composer
        screen={screen}
        connection={connection}
        slot={PRACTICE_SLOT}
        label="Your practice answer"
        hint="Try it: type a little and watch “Saved” appear below. You may paste, reload the page, or go on from another device."
        sendLabel="Finish practice"
        isSending={isPending(screen, 'practice.finish')}
        emptyMessage={null}
        onSend={(text) => connection.send({ type: 'practice.finish', text })}
      />
    </PageFrame>
  );
}
