import '../parts/tokens.css';
import '../parts/base.css';
import '../parts/controls.css';
import './staff.css';
import '../recruiter/recruiter.css';
import '../recruiter/screens.css';
import '../engineer/report.css';
import '../engineer/evidence.css';
import '../banks/banks.css';
import { config } from 'zod';

// The pages' security policy forbids making code from text. The library looks whether it may while the schemas are made,
// and each look is reported as an attack; so everything that has schemas comes after this.
config({ jitless: true });

const { start } = await import('./start.tsx');
start();
