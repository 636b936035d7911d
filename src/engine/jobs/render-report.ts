import { canonicalJson, sha256 } from '#app/banks/index.ts';
import { PdfFailure } from '#app/ports/index.ts';
import { ReportDocument } from '#app/protocol/index.ts';
import { assembleReport } from '../assemble-report.ts';
import type { EngineParts } from '../engine-parts.ts';
import type { JobHandler } from '../job-worker.ts';
import type { Rooms } from '../rooms.ts';

/** Tries after the first. When all fail, the report goes out as page and JSON, and says so. */
const PDF_RETRIES = 2;
/**
 * What could end a process is drawn in one of its own, so a server that ends again and again while a report is made was ended by something
 * else; and a report that is given up has no PDF.
 */
const MAX_CRASHES = 25;

/** Writes a report's files under names that hold the version they show, and attaches them to the screen. */
export function renderReport(parts: EngineParts, rooms: Rooms): JobHandler<'render-report'> {
  const attach = async (screenId: string, drawPdf: boolean) => {
    const room = await rooms.get(screenId);
    await room.catchUp();
    // Nothing changed since the newest report: this job died between attaching it and its own end, or a later one was faster.
    if (room.events.at(-1)?.event.type === 'ReportAttached') return;
    const document = ReportDocument.parse(await assembleReport(room.events, parts));
    const name = `${screenId}-${room.version}`;
    const pdf = drawPdf ? await draw(document, parts) : null;
    await parts.files.write(`${name}.json`, new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`));
    if (pdf) await parts.files.write(`${name}.pdf`, pdf);
    await room.execute(
      { type: 'report.attach', documentHash: sha256(canonicalJson(document)), files: { json: `${name}.json`, pdf: pdf && `${name}.pdf` } },
      { role: 'job', id: 'render-report' },
      null,
    );
  };
  return {
    lanes: 2,
    maxCrashes: MAX_CRASHES,
    maxFaults: 5,
    run: ({ screenId }) => attach(screenId, true),
    giveUp: ({ screenId }) => attach(screenId, false),
  };
}

async function draw(document: ReportDocument, parts: EngineParts): Promise<Uint8Array | null> {
  for (let attempt = 0; attempt <= PDF_RETRIES; attempt++) {
    try {
      return await parts.pdf.render(document);
    } catch (error) {
      if (!(error instanceof PdfFailure)) throw error;
      parts.log.warn({ screenId: document.screenId, attempt, error: error.message }, 'a PDF could not be drawn');
    }
  }
  return null;
}
