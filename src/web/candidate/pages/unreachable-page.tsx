import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PageFrame } from '../page-frame.tsx';

export function UnreachablePage({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <PageFrame>
      <div className="stack page__narrow">
        <PageHeading title="The server cannot be reached" />
        <p className="lead">
          Please check your connection. What you typed before is kept on this device and is sent when the connection is back.
        </p>
        <div className="button-row">
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        </div>
      </div>
    </PageFrame>
  );
}
