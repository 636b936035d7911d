import { Button } from '../parts/button.tsx';

/** Something failed: what, in a sentence, and a way to try again. */
export function Problem({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  return (
    <div className="callout callout--danger stack" role="alert">
      <p>{error.message}</p>
      {onRetry && (
        <Button small onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
