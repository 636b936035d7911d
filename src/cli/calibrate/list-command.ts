import type { Command } from 'commander';
import type { Config } from '#app/config.ts';
import { blockingGates, type GateId, type JudgedGate } from '#app/measurement/index.ts';
import type { CalibrationRecord } from '#app/protocol/index.ts';
import type { Terminal } from '../terminal.ts';

export function addListCommand(calibrate: Command, terminal: Terminal, config: () => Config): void {
  calibrate
    .command('list')
    .description('List stored calibrations with their verdicts, newest first.')
    .option('--json', 'print as JSON')
    .action(async (options: { json?: boolean }) => {
      const { composeCalibration } = await import('#app/compose/index.ts');
      const parts = await composeCalibration(config(), 'at-once');
      try {
        const records = await parts.stores.calibrations.all();
        if (options.json) return terminal.out(JSON.stringify({ calibrations: records }, null, 2));
        if (records.length === 0) return terminal.out('No grader was compared with people yet. See: assay calibrate --help');
        for (const record of records) terminal.out(lineOf(record));
      } finally {
        await parts.close();
      }
    });
}

function lineOf({ tuple, at, calibrated, gates, answers, doubleRated, file }: CalibrationRecord): string {
  const grader = `${tuple.grader} ${tuple.graderVersion}${tuple.model === null ? '' : ` ${tuple.model}`}`;
  const blocking = new Set<string>(
    blockingGates(gates.map(({ id, outcome }): JudgedGate => ({ gate: id as GateId, threshold: 0, value: null, outcome }))),
  );
  const why = gates.filter(({ id }) => blocking.has(id)).map(({ id, value }) => `${id} ${value}`);
  return [
    `${at.slice(0, 10)}  ${calibrated ? 'CALIBRATED    ' : 'NOT CALIBRATED'}  ${tuple.bank}  ${tuple.rubric}  ${grader}  ${answers} answers, ${doubleRated} by two  ${file}`,
    ...(why.length > 0 ? [`            ${why.join('; ')}`] : []),
  ].join('\n');
}
