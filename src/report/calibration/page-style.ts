/** The product's colours and type (as in web/parts/tokens.css) for a page that stands alone. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f5f7f6; --sheet: #ffffff; --ink: #14201c; --ink-soft: #4a5853; --line: #dae1de; --accent: #0b6157; --tint: #0b6157;
  --warn: #744600; --warn-wash: #fcf2dc; --wash: #e4f1ee; --danger: #a2261b;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1513; --sheet: #161e1b; --ink: #e7edea; --ink-soft: #a6b4ae; --line: #29342f; --accent: #74d3c0; --tint: #2f8f80;
    --warn: #f2c771; --warn-wash: #33270f; --wash: #16302a; --danger: #ff9d92;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 400 clamp(1rem, 0.98rem + 0.1vw, 1.0625rem) / 1.55 var(--sans); text-size-adjust: 100%; }
body { margin: 0; }
main { overflow-wrap: break-word; max-width: 62rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) clamp(1rem, 4vw, 2.5rem) 4rem; }
h1, h2, h3, p, ul, ol, figure { margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.2; font-weight: 640; letter-spacing: -0.012em; text-wrap: balance; }
h1 { font-size: clamp(1.5rem, 1.3rem + 1vw, 2.125rem); letter-spacing: -0.022em; margin-block-start: 0.25rem; overflow-wrap: anywhere; }
h2.chapter { font-size: clamp(1.25rem, 1.16rem + 0.45vw, 1.5rem); margin-block: 3rem 0.75rem; padding-block-start: 1rem; border-block-start: 2px solid var(--ink); }
h3.section { font-size: 1.0625rem; margin-block: 2rem 0.5rem; }
h2.label, h3.label { font-size: 0.875rem; margin-block: 1.75rem 0.5rem; padding-block-start: 0.5rem; border-block-start: 1px solid var(--line); }
p { max-width: 46rem; }
p + p { margin-block-start: 0.75rem; }
.muted { color: var(--ink-soft); font-size: 0.875rem; margin-block: 0.25rem 0.75rem; }
header { display: flow-root; }
.eyebrow { color: var(--accent); font-size: 0.8125rem; font-weight: 640; letter-spacing: 0.06em; text-transform: uppercase; }
.badge { float: inline-end; margin-inline-start: 1rem; padding: 0.25rem 0.6rem; border: 1.5px solid currentcolor; border-radius: 4px; font-size: 0.8125rem; font-weight: 640; letter-spacing: 0.05em; }
.badge.no { color: var(--warn); } .badge.yes { color: var(--accent); }
.result { margin-block-start: 1.5rem; padding: 1rem 1.25rem; border-radius: 8px; background: var(--warn-wash); }
.result.yes { background: var(--wash); }
.result strong { display: block; font-size: 1.25rem; font-weight: 640; letter-spacing: -0.012em; line-height: 1.25; margin-block-end: 0.25rem; }
ul, ol { padding-inline-start: 1.25em; max-width: 48rem; }
li + li { margin-block-start: 0.25rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 0 2.5rem; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.4; }
th, td { text-align: start; vertical-align: top; padding: 0.45rem 0.9rem 0.45rem 0; border-block-end: 1px solid var(--line); font-weight: 400; }
thead th { font-size: 0.8125rem; font-weight: 640; color: var(--ink-soft); border-block-end-color: var(--ink-soft); vertical-align: bottom; }
tbody th { font-weight: 640; }
th:last-child, td:last-child { padding-inline-end: 0; }
.right { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td strong { font-weight: 640; }
td .soft { color: var(--ink-soft); font-size: 0.8125rem; }
td .mono, .mono { font-family: var(--mono); font-size: 0.8125rem; overflow-wrap: anywhere; }
td div + div { margin-block-start: 0.1rem; }
.pass, .fail, .none, .few { white-space: nowrap; }
.pass::before, .fail::before, .none::before, .few::before { display: inline-block; width: 1.15em; font-weight: 640; }
.pass::before { content: "●"; color: var(--accent); } .fail::before { content: "✕"; color: var(--danger); }
.none::before { content: "–"; color: var(--ink-soft); } .few::before { content: "○"; color: var(--ink-soft); }
figure { max-width: 27rem; }
figcaption { color: var(--ink-soft); font-size: 0.8125rem; }
svg { display: block; width: 100%; height: auto; margin-block-start: 0.25rem; }
svg text { font-family: var(--sans); font-size: 13px; fill: var(--ink); font-variant-numeric: tabular-nums; }
svg .soft { fill: var(--ink-soft); font-size: 11.5px; } svg .strong { font-weight: 640; }
svg .grid { stroke: var(--line); } svg .equal { stroke: var(--ink-soft); stroke-dasharray: 4 3; } svg .frame { fill: none; stroke: var(--ink); }
svg .tint { fill: var(--tint); } svg .spread { stroke: var(--accent); stroke-width: 2; } svg .point { fill: var(--accent); }
@media (max-width: 40rem) { table.many { min-width: 33rem; } .badge { float: none; display: inline-block; margin: 0 0 0.75rem; } th, td { padding-inline-end: 0.6rem; } }
@media print { html { background: none; } .wide { overflow: visible; } h2.chapter { break-after: avoid; } }
`;
