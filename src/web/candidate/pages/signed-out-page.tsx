import { PageHeading } from '../../parts/page-heading.tsx';
import { PageFrame } from '../page-frame.tsx';

export function SignedOutPage() {
  return (
    <PageFrame>
      <div className="stack page__narrow">
        <PageHeading title="Please open your link again" />
        <p className="lead">This browser is not signed in to a screen, or the sign-in has ended.</p>
        <p>
          Open the newest link you were sent, in this same browser. What you typed is kept: on the server up to the last “Saved”, and on
          this device up to the last key.
        </p>
      </div>
    </PageFrame>
  );
}
