// Invites candidates and trades their links for logins, all in one process, before a server runs on the same data. Prints JSON.
import { randomUUID } from 'node:crypto';
import { composeProduct } from '../../dist/compose.js';
import { loadConfig } from '../../dist/config.js';

const count = Number(process.argv[2]);
const product = await composeProduct(loadConfig({}).config);
const [bank] = product.engine.banks();

function granted(outcome) {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code} ${outcome.details ?? ''}`);
  return outcome.value;
}

async function seat(number) {
  const request = {
    screenId: randomUUID(),
    candidate: { name: `Candidate ${number}`, email: `candidate-${number}@example.org` },
    bank: bank.ref,
    role: 'Machine-learning engineer',
    company: 'Example company',
    contact: 'hiring@example.org',
    aiPolicy: 'open-with-declaration',
    accommodations: { timeMultiplier: 1, clock: 'shown' },
    seed: number,
  };
  const { link } = granted(await product.engine.invite(request, { role: 'recruiter', id: 'crash-test' }));
  const token = new URL(link).hash.slice('#t='.length);
  const { screenId, login, nonce } = granted(await product.engine.exchange({ token, deviceLogin: null }));
  return { screenId, login, nonce };
}

const seats = await Promise.all(Array.from({ length: count }, (_, index) => seat(index + 1)));
await product.close();
process.stdout.write(JSON.stringify(seats));
