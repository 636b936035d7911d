import { PageFrame } from '../page-frame.tsx';

export function LoadingPage() {
  return (
    <PageFrame>
      <p className="waiting soft" role="status">
        Opening your screen…
      </p>
    </PageFrame>
  );
}
