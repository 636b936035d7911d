import type { ReportDocument } from '#app/protocol/index.ts';

export interface PdfRenderer {
  /** Draws the document outside this process and gives the bytes back. Throws PdfFailure when it crashes or takes too long. */
  render(document: ReportDocument): Promise<Uint8Array>;
}

export class PdfFailure extends Error {
  override readonly name = 'PdfFailure';
}
