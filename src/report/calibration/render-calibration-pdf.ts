import type { CalibrationDocument } from '#app/protocol/index.ts';
import { drawPdf } from '../pdf/draw-pdf.ts';
import { calibrationBlocks } from './calibration-blocks.ts';

/** The PDF of a calibration. It holds no answer's text, so it is drawn in this process. */
export function renderCalibrationPdf(document: CalibrationDocument): Promise<Uint8Array> {
  const { grader, gold, id, at } = document;
  const name = grader ? `${grader.name} ${grader.model ?? grader.version}` : 'no grade';
  return drawPdf(calibrationBlocks(document), {
    title: `Calibration: ${name} against people`,
    running: `Calibration ${id}. ${gold.file}. Confidential.`,
    createdAt: new Date(at),
  });
}
