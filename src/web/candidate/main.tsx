import '../parts/tokens.css';
import '../parts/base.css';
import '../parts/controls.css';
import './layout.css';
import './sitting.css';
import './turns.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CandidateApp } from './candidate-app.tsx';
import { takeToken } from './invite-token.ts';

const page = document.getElementById('page');
if (!page) throw new Error('the page has no element #page');
const token = takeToken();
createRoot(page).render(
  <StrictMode>
    <CandidateApp token={token} />
  </StrictMode>,
);
