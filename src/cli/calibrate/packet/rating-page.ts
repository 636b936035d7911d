import { createHash } from 'node:crypto';
import type { Rubric } from '#app/protocol/index.ts';
import { escapeHtml, PAGE_STYLE } from '#app/report/index.ts';
import type { NumberedAnswer } from './build-packet.ts';
import { RATING_SCRIPT } from './rating-script.ts';
import { RATING_STYLE } from './rating-style.ts';

/**
 * A form that works from the disk, without a network. Every text of a candidate is escaped; besides, the policy of the page runs this one
 * script and nothing else, and lets nothing be loaded or sent.
 */
export function ratingPage(packet: string, rater: string, answers: readonly NumberedAnswer[]): string {
  const hash = createHash('sha256').update(RATING_SCRIPT).digest('base64');
  const questions = [...new Set(answers.map(({ question }) => question.id))];
  const sections = questions.map((id, index) =>
    questionHtml(
      answers.filter(({ question }) => question.id === id),
      `Question ${index + 1} of ${questions.length}`,
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; form-action 'none'">
<title>Ratings by ${escapeHtml(rater)}</title>
<style>${PAGE_STYLE}${RATING_STYLE}</style>
</head>
<body data-packet="${escapeHtml(packet)}" data-rater="${escapeHtml(rater)}">
<main>
<header><p class="eyebrow">${escapeHtml(rater)}</p><h1>Rate ${answers.length === 1 ? 'one answer' : `${answers.length} answers`}</h1></header>
<ol class="how">
<li>Rate alone, and do not talk about the answers until everybody has finished.</li>
<li>Read the question and its levels first. Then give each answer, for each criterion, the level whose words fit best.</li>
<li>Judge what is said, not how well it is written. Choose “cannot rate” where you cannot say; never guess.</li>
<li>Your ratings are kept in this browser. Save the file at the end, or whenever you stop, and send it back.</li>
</ol>
<form autocomplete="off">
${sections.join('\n')}
</form>
</main>
<div class="bar" role="region" aria-label="Progress and saving">
<p id="progress" role="status"></p>
<button type="button" id="next">Next open</button>
<label class="file">Load a saved file<input type="file" id="load" accept=".json,application/json"></label>
<button type="button" id="save" class="main">Save ratings</button>
</div>
<noscript><p class="no-script">This form needs JavaScript. The table ${escapeHtml(rater)}.csv does the same without it.</p></noscript>
<script>${RATING_SCRIPT}</script>
</body>
</html>
`;
}

function questionHtml(answers: readonly NumberedAnswer[], eyebrow: string): string {
  const [first] = answers;
  if (!first) return '';
  const { question, rubric } = first;
  return `<section>
<h2 class="chapter"><span class="eyebrow">${escapeHtml(eyebrow)}</span><br>${escapeHtml(question.title)}</h2>
<div class="prompt">${textHtml(question.prompt)}</div>
<details open><summary>What each criterion looks for</summary>${rubric.criteria.map(checksHtml).join('\n')}</details>
${answers.map((answer) => answerHtml(answer, rubric)).join('\n')}
</section>`;
}

function checksHtml({ id, checks, misconceptions }: Rubric['criteria'][number]): string {
  const items = (all: readonly { readonly says: string }[]) => all.map(({ says }) => `<li>${escapeHtml(says)}</li>`).join('');
  const wrong =
    misconceptions.length > 0 ? `<p class="muted">Wrong claims that hold the level down:</p><ul>${items(misconceptions)}</ul>` : '';
  return `<h3 class="section">${escapeHtml(wordsOf(id))}</h3><ul>${items(checks)}</ul>${wrong}`;
}

function answerHtml({ number, question, answer, followUps }: NumberedAnswer, { criteria }: Rubric): string {
  const kind = question.kind === 'code-python' || question.kind === 'sql' ? 'code' : 'prose';
  const more = followUps.map(
    (followUp) => `<p class="asked">Follow-up: ${escapeHtml(followUp.asked)}</p><div class="answer">${textHtml(followUp.answer)}</div>`,
  );
  return `<article id="answer-${number}">
<h3 class="section">Answer ${number}</h3>
<div class="answer">${textHtml(answer, kind)}</div>
${more.join('\n')}
<div class="criteria">${criteria.map((criterion) => criterionHtml(number, criterion)).join('\n')}</div>
</article>`;
}

function criterionHtml(number: number, { id, anchors }: Rubric['criteria'][number]): string {
  const option = (value: string, level: string, words: string) =>
    `<label><input type="radio" name="${number}/${escapeHtml(id)}" value="${value}"><b>${level}</b><span>${escapeHtml(words)}</span></label>`;
  const levels = ([0, 1, 2, 3, 4] as const).map((level) => option(String(level), String(level), anchors[level]));
  return `<fieldset><legend>${escapeHtml(wordsOf(id))} <span class="soft">of answer ${number}</span></legend>${levels.join('')}${option('x', '–', 'Cannot rate')}</fieldset>`;
}

const FENCE = /^```[^\n]*$/m;

/** Prose, with fenced code set apart; the whole of an answer that is code. */
function textHtml(text: string, kind: 'prose' | 'code' = 'prose'): string {
  const parts = kind === 'code' && !FENCE.test(text) ? ['', text] : text.split(FENCE);
  return parts
    .map((part, index) =>
      index % 2 === 0 ? `<p>${escapeHtml(part.trim())}</p>` : `<pre>${escapeHtml(part.replace(/^\n|\s+$/g, ''))}</pre>`,
    )
    .filter((part) => part !== '<p></p>')
    .join('');
}

/** `orders-by-cost` → `Orders by cost`. */
function wordsOf(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
