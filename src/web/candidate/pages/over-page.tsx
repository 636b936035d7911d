import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PageFrame } from '../page-frame.tsx';

type Reason = 'finished' | 'signed-out' | 'forbidden' | 'reload' | 'failing';

const SENTENCES: Readonly<Record<Reason, { readonly title: string; readonly text: string }>> = {
  finished: { title: 'This screen is finished', text: 'It was handed in or closed before. There is nothing more to do here.' },
  'signed-out': { title: 'Please open your link again', text: 'The sign-in of this browser has ended.' },
  forbidden: { title: 'This screen cannot be opened here', text: 'Use the newest link you were sent.' },
  reload: { title: 'This page is out of date', text: 'Reload it to go on. What you typed is kept.' },
  failing: { title: 'The connection fails', text: 'Reload the page. What you typed is kept on this device.' },
};

/** The connection ended before anything of the screen arrived. */
export function OverPage({ reason }: { readonly reason: Reason }) {
  const { title, text } = SENTENCES[reason];
  return (
    <PageFrame>
      <div className="stack page__narrow">
        <PageHeading title={title} />
        <p className="lead">{text}</p>
        {(reason === 'reload' || reason === 'failing') && (
          <div className="button-row">
            <Button look="primary" onClick={() => location.reload()}>
              Reload
            </Button>
          </div>
        )}
      </div>
    </PageFrame>
  );
}
