import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = fileURLToPath(new URL('../dist/web/', import.meta.url));
const SCRIPT = /<(?:script[^>]*\ssrc|link[^>]*rel="modulepreload"[^>]*\shref)="\/([^"]+\.js)"/g;
const LIMIT_KB = 100;

/** Script that the candidate's first page loads, gzipped. Gives a row for the table. */
export function measureBundle(say) {
  say('bundle');
  const what = `script of the candidate's first page, gzipped (limit ${LIMIT_KB} kB)`;
  const page = `${web}candidate.html`;
  if (!existsSync(page)) return { ratio: null, what, figures: 'skipped: dist/web is not built. Run: npm run build' };
  const files = [...readFileSync(page, 'utf8').matchAll(SCRIPT)].map(([, file]) => file);
  const bytes = files.reduce((total, file) => total + gzipSync(readFileSync(`${web}${file}`)).length, 0);
  return { ratio: null, what, figures: `${(bytes / 1_000).toFixed(1)} kB in ${files.length} files` };
}
