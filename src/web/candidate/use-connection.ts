import { useEffect, useState } from 'react';
import type { CandidateSession } from '#app/protocol/index.ts';
import {
  browserClock,
  browserRandom,
  type Connection,
  claimTabId,
  createConnection,
  openBrowserSocket,
  openDeviceStore,
  type ScreenState,
  UNCONNECTED,
} from '../connection/index.ts';
import { fetchSession } from './candidate-api.ts';

interface Connected {
  readonly connection: Connection | null;
  readonly screen: ScreenState;
}

async function checkLogin(): Promise<'valid' | 'ended' | 'unreachable'> {
  const answer = await fetchSession();
  if (answer.ok) return 'valid';
  return answer.code === 'sign_in_needed' || answer.code === 'forbidden' ? 'ended' : 'unreachable';
}

/** The connection of this page: opened when it appears, looked after while it lives, closed when it goes. */
export function useConnection(session: CandidateSession): Connected {
  const [connected, setConnected] = useState<Connected>({ connection: null, screen: UNCONNECTED });

  useEffect(() => {
    let isCurrent = true;
    let stop = () => {};
    Promise.all([openDeviceStore(session.screenId), claimTabId(browserRandom)]).then(([store, tabId]) => {
      if (!isCurrent) return;
      const connection = createConnection({
        session,
        tabId,
        store,
        checkLogin,
        openSocket: openBrowserSocket,
        clock: browserClock,
        random: browserRandom,
        onChange: (screen) => {
          if (isCurrent) setConnected({ connection, screen });
        },
      });
      const forget = watchPage(connection);
      stop = () => {
        forget();
        connection.end();
      };
      void connection.start();
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [session]);

  return connected;
}

/** Looks at the wire when the page comes back, and hands in what is unsaved when it goes. */
function watchPage(connection: Connection): () => void {
  const probe = () => connection.probe();
  const handIn = () => {
    for (const beacon of connection.takeBeacons()) {
      navigator.sendBeacon('/api/candidate/draft', new Blob([JSON.stringify(beacon)], { type: 'application/json' }));
    }
  };
  const look = () => {
    connection.setHidden(document.hidden);
    if (document.hidden) handIn();
    else probe();
  };
  window.addEventListener('online', probe);
  window.addEventListener('pageshow', probe);
  window.addEventListener('pagehide', handIn);
  document.addEventListener('visibilitychange', look);
  return () => {
    window.removeEventListener('online', probe);
    window.removeEventListener('pageshow', probe);
    window.removeEventListener('pagehide', handIn);
    document.removeEventListener('visibilitychange', look);
  };
}
