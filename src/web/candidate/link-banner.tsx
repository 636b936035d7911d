import { useEffect, useState } from 'react';
import type { Connection, ScreenState } from '../connection/index.ts';
import { Button } from '../parts/button.tsx';

/** A short stumble is nobody's business. */
const PATIENCE_MS = 1_500;

const STOPPED = {
  reload: 'This page is out of date. Reload it to go on; what you typed is kept.',
  failing: 'The connection fails again and again. Reload the page; what you typed is kept on this device.',
  forbidden: 'This browser may not open this screen. Use the newest link you were sent.',
} as const;

/** Says that the connection is lost, what that means for the text, and what to do. Silent while all is well. */
export function LinkBanner({ screen, connection }: { readonly screen: ScreenState; readonly connection: Connection }) {
  const { link, isDurable } = screen;
  const isAway = link.kind === 'connecting' || link.kind === 'waiting';
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isAway) return setIsLong(false);
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isAway]);

  if (link.kind === 'stopped' && link.reason !== 'finished' && link.reason !== 'signed-out') {
    return (
      <div className="banner banner--danger" role="alert">
        <p>{STOPPED[link.reason]}</p>
        <Button small onClick={() => location.reload()}>
          Reload
        </Button>
      </div>
    );
  }
  return (
    <div role="status">
      {isAway && isLong && (
        <div className="banner banner--warn">
          <p>
            <strong>Offline.</strong>{' '}
            {isDurable
              ? 'What you type is kept on this device and will be sent. You can go on writing.'
              : 'Keep this tab open: what you type is sent when the connection is back, and this browser cannot keep it otherwise.'}
          </p>
          <Button small onClick={connection.probe}>
            Try now
          </Button>
        </div>
      )}
    </div>
  );
}
