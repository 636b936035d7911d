import { useEffect } from 'react';
import type { CandidateSession } from '#app/protocol/index.ts';
import { CurrentPage } from './current-page.tsx';
import { LoadingPage } from './pages/loading-page.tsx';
import { useConnection } from './use-connection.ts';

export function Screen({ session }: { readonly session: CandidateSession }) {
  const { connection, screen } = useConnection(session);
  const hasUnsent = screen.pending.length > 0 && !screen.isDurable;
  useEffect(() => {
    if (!hasUnsent) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [hasUnsent]);

  if (connection === null) return <LoadingPage />;
  return <CurrentPage screen={screen} connection={connection} />;
}
