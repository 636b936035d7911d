import type { Command } from 'commander';
import type { SettingInForce } from '#app/config.ts';
import type { Terminal } from './terminal.ts';

export function addConfigCommand(program: Command, terminal: Terminal, inForce: () => readonly SettingInForce[]): void {
  program
    .command('config')
    .description('Print every setting in force and where it came from; secrets are masked.')
    .option('--json', 'print as JSON')
    .action((options: { json?: boolean }) => {
      const settings = inForce();
      if (options.json) return terminal.out(JSON.stringify({ settings }, null, 2));
      for (const { env, value, from, says } of settings)
        terminal.out(`${env.padEnd(24)} ${(value ?? '(not set)').padEnd(28)} ${from.padEnd(12)} ${says}`);
    });
}
