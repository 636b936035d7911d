import type { Command } from 'commander';
import type { Config } from '#app/config.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

const ROLES = ['owner', 'recruiter', 'engineer'] as const;

/** For the operator of the machine: adds a staff member, or helps one who lost the link. */
export function addSignInLinkCommand(program: Command, terminal: Terminal, config: () => Config): void {
  program
    .command('sign-in-link <address>')
    .description('Print a one-time sign-in link for a recruiter or an engineer, adding them when they are new.')
    .option('--name <name>', 'name, for a new member')
    .option('--role <role>', 'owner, recruiter or engineer, for a new member', 'engineer')
    .action(async (email: string, options: { name?: string; role: string }) => {
      const role = ROLES.find((known) => known === options.role);
      if (!role) throw new CommandFailed(`--role takes ${ROLES.join(', ')}.`);
      const { composeProduct } = await import('#app/compose/index.ts');
      const product = await composeProduct(config());
      try {
        terminal.out(await product.staffAuth.createSignInLink({ email, name: options.name ?? email, role }));
      } finally {
        await product.close();
      }
    });
}
