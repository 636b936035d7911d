// The real server as a process of its own: everything as it ships but the rate limits, and a number of invites at hand.
import { composeProduct } from '../dist/compose/index.js';
import { loadConfig } from '../dist/config.js';
import { answerCpu } from './child.mjs';
import { inviteRequest } from './invite-request.mjs';

const [data, reports, screens] = process.argv.slice(2);
const { config } = loadConfig({ data, reports, port: '0', grader: 'offline', log: 'error' });
const product = await composeProduct(config, { rateLimits: 'off' });
const address = await product.listen();

const [bank] = product.engine.banks();
if (!bank) throw new Error('no bank is published');

async function invite(number) {
  const request = inviteRequest(bank, number, { accommodations: { timeMultiplier: 4, clock: 'shown' }, seed: 1 });
  const invited = await product.engine.invite(request, { role: 'recruiter', id: 'bench' });
  if (!invited.ok) throw new Error(`an invite was refused: ${invited.code}`);
  return invited.value.link;
}

const links = await Promise.all(Array.from({ length: Number(screens) }, (_, index) => invite(index + 1)));
await product.engine.idle();

answerCpu();
process.on('disconnect', () => void product.close());
process.send({ kind: 'ready', address, links });
