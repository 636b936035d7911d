import { unreachable } from '../parts/unreachable.ts';
import type { PageProps } from './page-props.ts';
import { ClosedPage } from './pages/closed-page.tsx';
import { ElsewherePage } from './pages/elsewhere-page.tsx';
import { LoadingPage } from './pages/loading-page.tsx';
import { NoticePage } from './pages/notice-page.tsx';
import { OverPage } from './pages/over-page.tsx';
import { PausedPage } from './pages/paused-page.tsx';
import { PracticePage } from './pages/practice-page.tsx';
import { ProbePage } from './pages/probe-page.tsx';
import { QuestionPage } from './pages/question-page.tsx';
import { ReadOverPage } from './pages/read-over-page.tsx';
import { ReadyPage } from './pages/ready-page.tsx';
import { ReceiptPage } from './pages/receipt-page.tsx';
import { SignedOutPage } from './pages/signed-out-page.tsx';

/** The server's phase decides which page is open; the connection may put itself in front. */
export function CurrentPage({ screen, connection }: PageProps) {
  const { link, view } = screen;
  if (link.kind === 'elsewhere') return <ElsewherePage onTakeOver={connection.takeOver} />;
  if (link.kind === 'stopped' && link.reason === 'signed-out') return <SignedOutPage />;
  if (view === null) return link.kind === 'stopped' ? <OverPage reason={link.reason} /> : <LoadingPage />;
  switch (view.phase) {
    case 'invited':
      return <NoticePage screen={screen} connection={connection} view={view} />;
    case 'noticed':
      return <PracticePage screen={screen} connection={connection} view={view} />;
    case 'ready':
      return <ReadyPage screen={screen} connection={connection} view={view} />;
    case 'asking':
      return <QuestionPage key={view.question.questionId} screen={screen} connection={connection} view={view} />;
    case 'probing':
      return <ProbePage key={view.question.questionId} screen={screen} connection={connection} view={view} />;
    case 'paused':
      return <PausedPage screen={screen} connection={connection} view={view} />;
    case 'wrapping':
      return <ReadOverPage screen={screen} connection={connection} view={view} />;
    case 'finished':
      return <ReceiptPage screen={screen} view={view} />;
    case 'closed':
      return <ClosedPage screen={screen} view={view} />;
    default:
      return unreachable(view);
  }
}
