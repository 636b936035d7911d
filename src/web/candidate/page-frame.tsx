import type { ReactNode } from 'react';
import type { Connection, ScreenState } from '../connection/index.ts';
import { Mark } from '../parts/mark.tsx';
import { LinkBanner } from './link-banner.tsx';
import { RefusalBanner } from './refusal-banner.tsx';

interface PageFrameProps {
  readonly screen?: ScreenState;
  readonly connection?: Connection;
  /** Stands at the end of the header: the clock, the pause. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** Header, main part and help, the same on every page, so that help is always in the same place. */
export function PageFrame({ screen, connection, tools, children }: PageFrameProps) {
  const view = screen?.view;
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the main part
      </a>
      <header className="top">
        <div className="bar">
          <div className="bar__inner">
            <div className="bar__brand">
              <Mark />
              <span className="bar__name">Assay</span>
              {view && (
                <span className="bar__role">
                  {view.role}
                  <span className="bar__company"> at {view.company}</span>
                </span>
              )}
            </div>
            {tools && <div className="bar__tools">{tools}</div>}
          </div>
        </div>
        {screen && connection && <LinkBanner screen={screen} connection={connection} />}
      </header>
      <main className="page" id="main" tabIndex={-1}>
        {screen?.refusal && connection && <RefusalBanner refusal={screen.refusal} onDismiss={connection.dismissRefusal} />}
        {children}
      </main>
      <footer className="help">
        <div className="help__inner">
          {view ? (
            <p>
              Help, an adjustment or another way to take part: <strong>{view.contact}</strong>
            </p>
          ) : (
            <p>Help: answer the message that brought you here. A person reads it.</p>
          )}
        </div>
      </footer>
    </>
  );
}
