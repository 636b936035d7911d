import type { QuestionKind } from '#app/protocol/index.ts';
import type { Spoken } from '../blocks.ts';
import { printable } from '../printable.ts';

type Piece = Spoken['pieces'][number];

const FENCE = /^[ ]{0,3}(?:```|~~~)[^\n]*$/;
const CODE_LINE =
  /^\s{2,}\S|^\s*\d+(?: {2,}\S.*)?$|[;{}]\s*$|^\s*(?:def|class|import|from|for|while|if|elif|else|return|with|try|except|print|select|where|join|left join|group by|order by|having|union|insert|update|create|partition by)\b.*|[\w\])]\s*(?:[-+*/]?=|==)\s*\S|^\s*[#@)\]]|\w\(.*\)/i;
const PROSE_LINE = /[a-z]{2,}[.?!]$|^[A-Z][a-z]+(?: [a-z]+){4}/;

/**
 * Splits what somebody typed into prose and code. Fenced parts are code wherever they stand; in answers to code questions, a
 * paragraph most of whose lines look like code is code as well. Only the typeface depends on it: no character is lost but the fences.
 */
export function answerPieces(text: string, kind: QuestionKind): Piece[] {
  const pieces: Piece[] = [];
  const mayBeCode = kind === 'code-python' || kind === 'sql';
  let fenced = false;
  let lines: string[] = [];
  const flush = () => {
    const part = lines.join('\n');
    lines = [];
    if (part.trim() === '') return;
    if (fenced) pieces.push({ style: 'code', text: printable(part, 'lines') });
    else pieces.push(...(mayBeCode ? byParagraph(part) : [{ style: 'prose', text: printable(part, 'lines') } as const]));
  };
  for (const line of text.split(/\r\n?|\n/)) {
    if (!FENCE.test(line)) {
      lines.push(line);
      continue;
    }
    flush();
    fenced = !fenced;
  }
  flush();
  return pieces;
}

function byParagraph(text: string): Piece[] {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  const merged: { style: Piece['style']; text: string }[] = [];
  for (const paragraph of paragraphs) {
    const style = looksLikeCode(paragraph) ? 'code' : 'prose';
    const last = merged.at(-1);
    if (last?.style === style) last.text += `\n\n${paragraph}`;
    else merged.push({ style, text: paragraph });
  }
  return merged.map((piece) => ({ style: piece.style, text: printable(piece.text, 'lines') }));
}

function looksLikeCode(paragraph: string): boolean {
  const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
  const code = lines.filter((line) => CODE_LINE.test(line) && !PROSE_LINE.test(line.trim()));
  return code.length * 2 > lines.length;
}
