import '../parts/tokens.css';
import '../parts/base.css';
import '../parts/controls.css';
import '../candidate/layout.css';
import '../candidate/sitting.css';
import '../candidate/turns.css';
import './preview.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';

// See staff/main.tsx: the library must not look whether it may make code from text.
config({ jitless: true });

const { PreviewApp } = await import('./preview-app.tsx');
const page = document.getElementById('page');
if (!page) throw new Error('the page has no element #page');
const [, , bankRef = '', questionId = ''] = location.pathname.split('/').map(decodeURIComponent);
createRoot(page).render(
  <StrictMode>
    <PreviewApp bankRef={bankRef} questionId={questionId} />
  </StrictMode>,
);
