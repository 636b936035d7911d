import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { RefusedError } from './staff-api.ts';
import { StaffApp } from './staff-app.tsx';

const MAX_RETRIES = 2;

/** A refusal stays one; only an answer that did not come is worth asking for again. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < MAX_RETRIES && !(error instanceof RefusedError && error.code !== 'unreachable');
}

export function start(): void {
  const page = document.getElementById('page');
  if (!page) throw new Error('the page has no element #page');
  const queries = new QueryClient({ defaultOptions: { queries: { retry: isWorthRetrying } } });
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <StaffApp />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}
