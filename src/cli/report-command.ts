import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '#app/config.ts';
import { ERRORS } from '#app/protocol/index.ts';
import { inWords } from './simulate-command.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

export function addReportCommand(program: Command, terminal: Terminal, config: () => Config): void {
  program
    .command('report <screen>')
    .description('Show the report of a screen, or write its PDF.')
    .option('--json', 'print the whole report as JSON')
    .option('--pdf <file>', 'write the PDF here')
    .action(async (screenId: string, options: { json?: boolean; pdf?: string }) => {
      const { composeProduct } = await import('#app/compose/index.ts');
      const product = await composeProduct(config());
      try {
        const report = await product.engine.report(screenId);
        if (!report.ok) throw new CommandFailed(ERRORS[report.code].sentence);
        if (options.pdf !== undefined) {
          const pdf = await product.engine.reportPdf(screenId);
          if (!pdf.ok) throw new CommandFailed(ERRORS[pdf.code].sentence);
          writeFileSync(options.pdf, pdf.value);
        }
        const { document } = report.value;
        terminal.out(
          options.json ? JSON.stringify(document, null, 2) : `${document.candidate.name}, ${document.role}\n${inWords(document)}`,
        );
      } finally {
        await product.close();
      }
    });
}
