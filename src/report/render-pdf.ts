import type { ReportDocument } from '#app/protocol/index.ts';
import { layOut } from './lay-out.ts';
import { drawPdf } from './pdf/draw-pdf.ts';

/** The PDF of a document. The candidate's name is drawn on page one and stays out of the file's properties and page feet. */
export function renderPdf(document: ReportDocument): Promise<Uint8Array> {
  return drawPdf(layOut(document), {
    title: `Screen report: ${document.role} at ${document.company}`,
    running: `${document.role}, ${document.company}. Screen ${document.screenId}. Confidential.`,
    createdAt: new Date(document.generatedAt),
  });
}
