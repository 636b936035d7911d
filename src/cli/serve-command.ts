import type { Command } from 'commander';
import type { Product } from '#app/compose/index.ts';
import type { Config } from '#app/config.ts';
import type { InviteRequest } from '#app/protocol/index.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

const FIRST_RECRUITER = { name: 'First recruiter', email: 'recruiter@localhost.localdomain', role: 'owner' } as const;
/** A fixed id, so that every start finds the same demo screen. */
const DEMO_SCREEN_ID = '00000000-0000-7000-8000-000000000de0';

/** Runs the server until it is told to stop. */
export function addServeCommand(program: Command, terminal: Terminal, config: () => Config): void {
  program
    .command('serve')
    .description('Start the server: pages, WebSocket, jobs.')
    .option('--no-demo', 'do not make or print a demo invite')
    .action(async (options: { demo: boolean }) => {
      const { composeProduct } = await import('#app/compose/index.ts');
      const product = await composeProduct(config());
      const stopped = stopOnSignal(product, terminal);
      const address = await product.listen();
      await printWelcome(product, address, options.demo, terminal);
      await stopped;
    });
}

async function printWelcome(product: Product, address: string, demo: boolean, terminal: Terminal): Promise<void> {
  const signIn = await product.staffAuth.createSignInLink(FIRST_RECRUITER);
  terminal.out(`\nAssay is running at ${address}\n`);
  terminal.out(`  Recruiter    ${signIn}\n               (signs you in once, within 24 hours; every start prints a new one)`);
  const demoLink = demo ? await demoInvite(product) : null;
  if (demoLink)
    terminal.out(`  Demo screen  ${demoLink}\n               (be the candidate; the report then stands in the recruiter's list)`);
  terminal.out(`  Mail         ${product.describe.mail}`);
  terminal.out(`  Grader       ${product.describe.grader}`);
  terminal.out('\nStop with Ctrl+C.');
}

/** The link of the demo screen while it can still be taken; null afterwards, and when no bank is installed. */
async function demoInvite(product: Product): Promise<string | null> {
  const banks = product.engine.banks();
  const bank = banks.find(({ track }) => track === 'applied-ml') ?? banks[0];
  if (!bank) return null;
  const request: InviteRequest = {
    screenId: DEMO_SCREEN_ID,
    candidate: { name: 'Demo Candidate', email: 'candidate@localhost.localdomain' },
    bank: bank.ref,
    role: 'Machine-learning engineer',
    company: 'Demo company',
    contact: 'recruiter@localhost.localdomain',
    aiPolicy: 'open-with-declaration',
    accommodations: { timeMultiplier: 1, clock: 'shown' },
  };
  const invited = await product.engine.invite(request, { role: 'recruiter', id: 'demo' });
  if (!invited.ok) return null;
  const row = (await product.engine.screens()).find(({ screenId }) => screenId === DEMO_SCREEN_ID);
  return row && ['invited', 'opened', 'in-progress', 'paused'].includes(row.status) ? invited.value.link : null;
}

function stopOnSignal(product: Product, terminal: Terminal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (signal: NodeJS.Signals) => {
      process.off('SIGTERM', stop);
      process.off('SIGINT', stop);
      terminal.err(`${signal}: finishing what is under way.`);
      product.close().then(resolve, reject);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    product.onFatal((sentence) => reject(new CommandFailed(sentence)));
  });
}
