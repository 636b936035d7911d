export type { Block } from './blocks.ts';
export { type BuildReportInput, buildReport } from './build-report.ts';
export { layOut } from './lay-out.ts';
export { renderPdf } from './render-pdf.ts';
