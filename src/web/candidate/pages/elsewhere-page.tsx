import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PageFrame } from '../page-frame.tsx';

export function ElsewherePage({ onTakeOver }: { readonly onTakeOver: () => void }) {
  return (
    <PageFrame>
      <div className="stack page__narrow">
        <PageHeading title="Opened in another tab" />
        <p className="lead">Your screen is open in another tab or on another device. Only one can write at a time.</p>
        <p>Go on there, or take the screen over here. Nothing is lost either way.</p>
        <div className="button-row">
          <Button look="primary" onClick={onTakeOver}>
            Continue here
          </Button>
        </div>
      </div>
    </PageFrame>
  );
}
