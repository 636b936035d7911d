import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalibrationDocument, CalibrationRecord } from '#app/protocol/index.ts';
import { calibrationPage, gateResult, renderCalibrationPdf } from '#app/report/index.ts';

/** Writes JSON, page and PDF under the calibration's id; gives the paths. The JSON comes last: where it stands, the others do. */
export async function writeCalibration(document: CalibrationDocument, folder: string): Promise<readonly string[]> {
  const pdf = await renderCalibrationPdf(document);
  mkdirSync(folder, { recursive: true });
  const path = (extension: string) => join(folder, `${document.id}.${extension}`);
  writeFileSync(path('html'), calibrationPage(document));
  writeFileSync(path('pdf'), pdf);
  writeFileSync(path('json'), `${JSON.stringify(document, null, 2)}\n`);
  return [path('html'), path('pdf'), path('json')];
}

/** What the store keeps: one record for each rubric of a bank. Questions that no bank asks leave none. */
export function recordsOf(document: CalibrationDocument, newId: () => string): CalibrationRecord[] {
  const { id, at, gold, gates, calibrated } = document;
  return document.tuples.map(({ tuple, answers, doubleRated }) => ({
    id: newId(),
    tuple,
    calibrated,
    gates: gates.map((gate) => ({
      id: gate.id,
      says: gate.says,
      required: gate.required,
      outcome: gate.outcome,
      value: gateResult(gate),
    })),
    answers,
    doubleRated,
    goldHash: gold.hash,
    file: id,
    at,
  }));
}
