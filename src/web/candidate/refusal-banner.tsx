import { useEffect, useRef } from 'react';
import type { Refusal } from '../connection/index.ts';
import { Button } from '../parts/button.tsx';
import { refusalSentence } from './refusal-sentence.ts';

/** Something was refused for good: why, and the text that was in it, so that nothing typed is ever out of reach. */
export function RefusalBanner({ refusal, onDismiss }: { readonly refusal: Refusal; readonly onDismiss: () => void }) {
  const banner = useRef<HTMLDivElement>(null);
  const text = 'text' in refusal.command ? refusal.command.text : '';
  // It stands above the page; whoever was writing further down is taken to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new refusal
  useEffect(() => banner.current?.focus(), [refusal]);
  return (
    <div className="callout callout--danger stack refusal" role="alert" tabIndex={-1} ref={banner}>
      <p>{refusalSentence(refusal)}</p>
      {text.trim() !== '' && (
        <details>
          <summary>Show what you had written</summary>
          <p className="turn__text">{text}</p>
        </details>
      )}
      <Button small onClick={onDismiss}>
        Close
      </Button>
    </div>
  );
}
