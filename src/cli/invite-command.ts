import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Config } from '#app/config.ts';
import { ERRORS, InviteRequest } from '#app/protocol/index.ts';
import { findPublishedBank } from './banks/find-bank.ts';
import { bankCostLine } from './cost-line.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

interface Options {
  name: string;
  email: string;
  bank: string;
  role: string;
  company: string;
  contact: string;
  deadline?: string;
  time: string;
  aiPolicy: string;
  seed?: string;
  json?: boolean;
}

export function addInviteCommand(program: Command, terminal: Terminal, config: () => Config): void {
  program
    .command('invite')
    .description('Invite candidates.')
    .command('create')
    .description('Invite one candidate and print the link; the mail goes out when the server runs.')
    .requiredOption('--name <name>', "candidate's name")
    .requiredOption('--email <address>', "candidate's mail address")
    .requiredOption('--role <title>', 'role, as the candidate reads it')
    .requiredOption('--company <name>', 'company, as the candidate reads it')
    .requiredOption('--contact <text>', 'whom to ask for help or another way')
    .option('--bank <bank>', 'question bank', 'applied-ml')
    .option('--deadline <time>', 'last moment to start, as 2026-12-05T14:00:00Z; default in 14 days')
    .option('--time <factor>', 'multiplies the working time, from 1 to 4', '1')
    .option('--ai-policy <policy>', 'closed, open-with-declaration or ai-required', 'open-with-declaration')
    .option('--seed <number>', 'seed of the form; drawn at random by default')
    .option('--json', 'print as JSON')
    .action(async (options: Options) => {
      const { composeProduct } = await import('#app/compose/index.ts');
      const settings = config();
      const product = await composeProduct(settings);
      try {
        const bank = findPublishedBank(product.content, options.bank);
        const request = InviteRequest.safeParse({
          screenId: randomUUID(),
          candidate: { name: options.name, email: options.email },
          bank: bank.ref,
          role: options.role,
          company: options.company,
          contact: options.contact,
          aiPolicy: options.aiPolicy,
          accommodations: { timeMultiplier: Number(options.time), clock: 'shown' },
          ...(options.deadline !== undefined && { deadline: isoTime(options.deadline) }),
          ...(options.seed !== undefined && { seed: Number(options.seed) }),
        });
        if (!request.success)
          throw new CommandFailed(request.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
        const invited = await product.engine.invite(request.data, { role: 'recruiter', id: 'command-line' });
        if (!invited.ok) throw new CommandFailed(invited.details?.join(' ') ?? ERRORS[invited.code].sentence);
        const { screenId, link, deadline } = invited.value;
        if (options.json) return terminal.out(JSON.stringify(invited.value, null, 2));
        terminal.out(`${link}\nScreen ${screenId}, to be started by ${deadline}.\n${bankCostLine(bank, product.content, settings)}`);
      } finally {
        await product.close();
      }
    });
}

function isoTime(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new CommandFailed(`--deadline ${text} is not a time. Write it as 2026-12-05T14:00:00Z.`);
  return date.toISOString();
}
