/**
 * The script of a rating page: counts, keeps and saves what was chosen. It reads the names and values of the page's own radio buttons and
 * never a candidate's text. What it saves is a SavedRatings.
 */
export const RATING_SCRIPT = `
'use strict';
const { packet, rater } = document.body.dataset;
const groups = [...new Set([...document.querySelectorAll('input[type=radio]')].map(({ name }) => name))];
const slot = 'assay ratings ' + packet + ' ' + rater;
const chosen = (name) => document.querySelector('input[name="' + name + '"]:checked');
const progress = document.getElementById('progress');
let saved = true;

const ratings = () => groups.flatMap((name) => {
  const input = chosen(name);
  if (!input) return [];
  const [answer, criterion] = name.split('/');
  return [{ answer: Number(answer), criterion, level: input.value === 'x' ? null : Number(input.value) }];
});
const tell = (more) => {
  const done = ratings().length;
  progress.textContent = done + ' of ' + groups.length + ' ratings' + (done === groups.length ? ', complete' : '') + (more ? '. ' + more : '');
};
const keep = () => {
  // A browser may forbid storage for files; the saved file remains.
  try { localStorage.setItem(slot, JSON.stringify(ratings())); } catch { return; }
};
const restore = (list) => {
  let count = 0;
  for (const { answer, criterion, level } of list) {
    const input = document.querySelector('input[name="' + CSS.escape(answer + '/' + criterion) + '"][value="' + (level === null ? 'x' : CSS.escape(String(level))) + '"]');
    if (input) { input.checked = true; count += 1; }
  }
  return count;
};
try { restore(JSON.parse(localStorage.getItem(slot) || '[]')); } catch { localStorage.removeItem(slot); }
tell('');

document.querySelector('form').addEventListener('change', () => { saved = false; keep(); tell(''); });
document.getElementById('next').addEventListener('click', () => {
  const open = groups.find((name) => !chosen(name));
  if (!open) return tell('Nothing is open.');
  const input = document.querySelector('input[name="' + open + '"]');
  input.closest('article').scrollIntoView();
  input.focus({ preventScroll: true });
});
document.getElementById('save').addEventListener('click', () => {
  const text = JSON.stringify({ format: 'assay-ratings/1', packet, rater, ratings: ratings() }, null, 1) + '\\n';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = rater + '-ratings.json';
  link.click();
  URL.revokeObjectURL(link.href);
  saved = true;
  tell('Saved as ' + link.download + '.');
});
document.getElementById('load').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  try {
    const given = JSON.parse(await file.text());
    if (given.packet !== packet || given.rater !== rater) return tell('That file belongs to another packet or rater.');
    const count = restore(given.ratings);
    keep();
    tell(count + ' ratings loaded.');
  } catch {
    tell('That file holds no ratings.');
  } finally {
    target.value = '';
  }
});
addEventListener('beforeunload', (event) => { if (!saved) event.preventDefault(); });
`;
