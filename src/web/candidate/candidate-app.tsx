import { useEffect, useState } from 'react';
import type { CandidateSession } from '#app/protocol/index.ts';
import { fetchSession } from './candidate-api.ts';
import { LinkPage } from './pages/link-page.tsx';
import { LoadingPage } from './pages/loading-page.tsx';
import { SignedOutPage } from './pages/signed-out-page.tsx';
import { UnreachablePage } from './pages/unreachable-page.tsx';
import { Screen } from './screen.tsx';

type Where =
  | { readonly at: 'link' }
  | { readonly at: 'loading' }
  | { readonly at: 'unreachable' }
  | { readonly at: 'signed-out' }
  | { readonly at: 'screen'; readonly session: CandidateSession };

/** Which of the two addresses this is, and whether this browser may sit the screen. */
export function CandidateApp({ token }: { readonly token: string | null }) {
  const [where, setWhere] = useState<Where>(() => ({ at: location.pathname === '/screen' ? 'loading' : 'link' }));

  useEffect(() => {
    if (where.at !== 'loading') return;
    let isCurrent = true;
    fetchSession().then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setWhere({ at: 'screen', session: answer.value });
      else setWhere({ at: answer.code === 'unreachable' ? 'unreachable' : 'signed-out' });
    });
    return () => {
      isCurrent = false;
    };
  }, [where]);

  function enter(session: CandidateSession): void {
    history.replaceState(null, '', '/screen');
    setWhere({ at: 'screen', session });
  }

  switch (where.at) {
    case 'link':
      return <LinkPage token={token} onEnter={enter} />;
    case 'loading':
      return <LoadingPage />;
    case 'unreachable':
      return <UnreachablePage onRetry={() => setWhere({ at: 'loading' })} />;
    case 'signed-out':
      return <SignedOutPage />;
    case 'screen':
      return <Screen session={where.session} />;
  }
}
