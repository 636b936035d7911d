import { useEffect, useMemo, useState } from 'react';
import { QuestionDetail } from '#app/protocol/index.ts';
import { CurrentPage } from '../candidate/current-page.tsx';
import { LoadingPage } from '../candidate/pages/loading-page.tsx';
import type { ScreenState } from '../connection/index.ts';
import { request } from '../parts/request.ts';
import { createPreviewConnection } from './preview-connection.ts';

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly detail: QuestionDetail };

/** One question as a candidate meets it, for staff. Nothing that is typed here is sent anywhere. */
export function PreviewApp({ bankRef, questionId }: { readonly bankRef: string; readonly questionId: string }) {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    const path = `/api/catalogue/${encodeURIComponent(bankRef)}/${encodeURIComponent(questionId)}`;
    request('GET', path, (json) => QuestionDetail.parse(json)).then((answer) => {
      if (isCurrent) setLoaded(answer.ok ? { kind: 'ready', detail: answer.value } : { kind: 'failed', message: answer.message });
    });
    return () => {
      isCurrent = false;
    };
  }, [bankRef, questionId]);

  if (loaded.kind === 'loading') return <LoadingPage />;
  if (loaded.kind === 'failed') {
    return (
      <main className="page" id="main">
        <p role="alert">{loaded.message}</p>
      </main>
    );
  }
  return <Preview detail={loaded.detail} />;
}

function Preview({ detail }: { readonly detail: QuestionDetail }) {
  const { bank, question } = detail;
  const [screen, setScreen] = useState<ScreenState | null>(null);
  const connection = useMemo(
    () => createPreviewConnection({ question, bankTitle: bank.title }, () => new Date().toISOString(), setScreen),
    [question, bank],
  );
  return (
    <>
      <CurrentPage screen={screen ?? connection.state()} connection={connection} />
      <aside className="preview-bar">
        <strong>Preview</strong> of {question.id}, {bank.ref}. What you type stays in this tab; every follow-up is shown, one after another.{' '}
        <a href={`/banks/${bank.ref}/${question.id}`}>Back to the question</a>
      </aside>
    </>
  );
}
