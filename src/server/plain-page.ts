import { createHash } from 'node:crypto';

/** Style of the few pages that the server draws itself. Inline, because the names of the built style sheets are not known here. */
const STYLE = `:root{color-scheme:light dark;font:1.0625rem/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center}
main{max-width:32rem;padding:2rem 1.25rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .75rem}
p{margin:0 0 1rem}
small{opacity:.75}
button{font:inherit;font-weight:600;padding:.7rem 1.4rem;border:0;border-radius:.5rem;background:#0b57d0;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #f5b301;outline-offset:2px}`;

/** Admits exactly this style in the Content-Security-Policy. */
export const PLAIN_PAGE_STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

export interface PlainPage {
  readonly title: string;
  readonly text: string;
  /** Said smaller, below: a request id. */
  readonly note?: string;
  /** One button that leads to `action` with these values as its query. */
  readonly form?: { readonly action: string; readonly values: Readonly<Record<string, string>>; readonly button: string };
}

/** A page without a script. All text is escaped here. */
export function plainPage(page: PlainPage): string {
  const form = page.form
    ? `<form method="get" action="${escapeHtml(page.form.action)}">${Object.entries(page.form.values)
        .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
        .join('')}<button>${escapeHtml(page.form.button)}</button></form>`
    : '';
  const note = page.note ? `<p><small>${escapeHtml(page.note)}</small></p>` : '';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${escapeHtml(page.title)} – Assay</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(page.title)}</h1><p>${escapeHtml(page.text)}</p>${form}${note}</main></body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
