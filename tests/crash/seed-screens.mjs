// Invites candidates and trades their links for logins, all in one process, before a server runs on the same data. Prints JSON.
import { inviteRequest } from '../../bench/invite-request.mjs';
import { composeProduct } from '../../dist/compose/index.js';
import { loadConfig } from '../../dist/config.js';

const count = Number(process.argv[2]);
const product = await composeProduct(loadConfig({}).config);
const [bank] = product.engine.banks();

function granted(outcome) {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code} ${outcome.details ?? ''}`);
  return outcome.value;
}

async function seat(number) {
  const { link } = granted(await product.engine.invite(inviteRequest(bank, number), { role: 'recruiter', id: 'crash-test' }));
  const token = new URL(link).hash.slice('#t='.length);
  const { screenId, login, nonce } = granted(await product.engine.exchange({ token, deviceLogin: null }));
  return { screenId, login, nonce };
}

const seats = await Promise.all(Array.from({ length: count }, (_, index) => seat(index + 1)));
await product.close();
process.stdout.write(JSON.stringify(seats));
