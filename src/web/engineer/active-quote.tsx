import { createContext, type MouseEvent, type ReactNode, useContext, useState } from 'react';
import type { Quote } from '#app/protocol/index.ts';
import { quotePlace } from './marked-text.ts';

interface ActiveQuote {
  readonly active: Quote | null;
  readonly show: (quote: Quote) => void;
}

const ActiveQuoteContext = createContext<ActiveQuote>({ active: null, show: () => {} });

/** Which quote was last jumped to: its words stand out in the transcript. */
export function ActiveQuoteProvider({ children }: { readonly children: ReactNode }) {
  const [active, setActive] = useState<Quote | null>(null);
  return <ActiveQuoteContext value={{ active, show: setActive }}>{children}</ActiveQuoteContext>;
}

export function useActiveQuote(): Quote | null {
  return useContext(ActiveQuoteContext).active;
}

interface QuoteLinkProps {
  readonly quote: Quote;
  /** Words that a person has to judge look quieter than those that were proven. */
  readonly isUnmatched?: boolean;
}

/** The candidate's words, as a link to where they stand. */
export function QuoteLink({ quote, isUnmatched = false }: QuoteLinkProps) {
  const { show } = useContext(ActiveQuoteContext);
  const place = quotePlace(quote);

  function jump(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(quote);
    const target = document.getElementById(place);
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  }

  return (
    <span className="quote">
      <a className={`quote-link ${isUnmatched ? 'quote-link--unmatched' : ''}`} href={`#${place}`} onClick={jump}>
        “{quote.text}”
      </a>
      {quote.match === 'repaired' && <span className="soft small"> (wording put right from the answer)</span>}
    </span>
  );
}
