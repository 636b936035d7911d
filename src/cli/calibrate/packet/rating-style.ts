/** On top of the page style of calibrations. */
export const RATING_STYLE = `
main { padding-block-end: 8rem; max-width: 54rem; }
.how { margin-block-start: 1rem; }
.prompt, .answer { white-space: pre-wrap; overflow-wrap: anywhere; }
.prompt { padding: 0.75rem 1rem; border-inline-start: 3px solid var(--accent); background: var(--sheet); }
.answer { padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); }
.prompt p, .answer p { max-width: none; }
.prompt pre, .answer pre { margin: 0.5rem 0; font: 0.875rem / 1.5 var(--mono); overflow-x: auto; }
.prompt p + *, .answer p + * { margin-block-start: 0.5rem; }
.asked { margin-block: 0.75rem 0.25rem; color: var(--ink-soft); font-size: 0.9375rem; }
details { margin-block: 1rem; }
summary { cursor: pointer; font-weight: 640; }
article { margin-block-start: 2.5rem; padding-block-start: 0.25rem; border-block-start: 1px solid var(--line); scroll-margin-block-start: 1rem; }
.criteria { display: grid; gap: 1rem; margin-block-start: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
fieldset { margin: 0; padding: 0.5rem 0.75rem 0.75rem; border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
legend { padding-inline: 0.25rem; font-weight: 640; }
legend .soft { font-weight: 400; color: var(--ink-soft); font-size: 0.875rem; }
fieldset label { display: grid; grid-template-columns: auto 1.25rem 1fr; gap: 0.5rem; align-items: baseline; padding: 0.3rem 0.35rem; border-radius: 5px; font-size: 0.9375rem; line-height: 1.35; cursor: pointer; }
fieldset label:hover { background: var(--wash); }
fieldset label:has(:checked) { background: var(--wash); box-shadow: inset 0 0 0 1px var(--accent); }
input[type="radio"] { accent-color: var(--accent); margin: 0; inline-size: 1.05rem; block-size: 1.05rem; transform: translateY(0.15rem); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.bar { position: fixed; inset-inline: 0; inset-block-end: 0; display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; padding: 0.6rem clamp(1rem, 4vw, 2.5rem); background: var(--sheet); border-block-start: 1px solid var(--line); }
.bar p { flex: 1 1 12rem; font-variant-numeric: tabular-nums; font-size: 0.9375rem; }
.bar button, .file { font: inherit; font-size: 0.9375rem; padding: 0.45rem 0.9rem; border: 1px solid var(--ink-soft); border-radius: 6px; background: none; color: inherit; cursor: pointer; }
.bar .main { background: var(--accent); border-color: var(--accent); color: var(--sheet); font-weight: 640; }
.file input { position: absolute; inline-size: 1px; block-size: 1px; opacity: 0; }
.file:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
.no-script { position: fixed; inset: auto 0 0; padding: 1rem; background: var(--warn-wash); color: var(--warn); }
@media (max-width: 40rem) { .bar p { flex-basis: 100%; } }
`;
