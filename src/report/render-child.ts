import { ReportDocument } from '#app/protocol/index.ts';
import { renderPdf } from './render-pdf.ts';

/*
 * A program: ReportDocument as JSON on standard input, PDF bytes on standard output, exit code 0. On a fault: exit code 1 and one sentence on
 * standard error that names the kind of fault and carries no text of the document.
 */
try {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const parsed = ReportDocument.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (parsed.success) {
    process.stdout.write(await renderPdf(parsed.data));
  } else {
    process.stderr.write(`The document does not fit the schema at ${parsed.error.issues[0]?.path.map(String).join('.') || 'its root'}.\n`);
    process.exitCode = 1;
  }
} catch (error) {
  // The message of a fault may quote the document: only its kind leaves this process.
  process.stderr.write(`Drawing failed with ${error instanceof Error ? error.name : 'an unknown fault'}.\n`);
  process.exitCode = 1;
}
