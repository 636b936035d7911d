import type { ListedStatement } from './stub-messages-api.ts';

interface Finding {
  check: string;
  quotes: { segment: unknown; text: string }[];
  reason: string;
  verdict: string;
}

/** A reply that is not a sound set of findings, built from the statements that were asked about. */
export interface MalformedReply {
  readonly name: string;
  readonly text: (statements: readonly ListedStatement[]) => string;
  /** `refused`: it cannot be used at all. `no-credit`: it is a set of findings, and what it claims does not stand in the answer. */
  readonly expected: 'refused' | 'no-credit';
}

/** What a sound reply would say of an answer in which nothing was found. */
function sound(statements: readonly ListedStatement[]): { findings: Finding[] } {
  return {
    findings: statements.map(({ check, says }) => ({
      check,
      quotes: [],
      reason: 'Not there.',
      verdict: says.includes('at least one written word') ? 'met' : 'not-met',
    })),
  };
}

/** As `sound`, with one finding changed. */
function changed(change: (finding: Finding) => object): MalformedReply['text'] {
  return (statements) => {
    const { findings } = sound(statements);
    const index = findings.findIndex(({ verdict }) => verdict === 'not-met');
    return JSON.stringify({ findings: findings.map((finding, place) => (place === index ? change(finding) : finding)) });
  };
}

/** Of one check: that it is met, with a quote. */
const quoting = (segment: unknown, text: string): MalformedReply['text'] =>
  changed((finding) => ({ ...finding, verdict: 'met', quotes: [{ segment, text }] }));

const whole: MalformedReply['text'] = (statements) => JSON.stringify(sound(statements));

const TRUNCATED: readonly MalformedReply[] = [1, 2, 10, 25, 40, 55, 70, 85, 95, 99].map((percent) => ({
  name: `cut off after ${percent} % of it`,
  text: (statements) => whole(statements).slice(0, Math.ceil((whole(statements).length * percent) / 100)),
  expected: 'refused',
}));

const extraKey = (key: string): MalformedReply => ({
  name: `an extra key ${key}`,
  text: (statements) => JSON.stringify({ ...sound(statements), [key]: 4 }),
  expected: 'refused',
});

const inPlaceOfSegment = (raw: string): MalformedReply => ({
  name: `${raw} as the number of a segment`,
  text: (statements) => quoting('RAW', 'thing a')(statements).replace('"RAW"', raw),
  expected: 'refused',
});

/** The forty fixtures of fault F10. */
export const MALFORMED_REPLIES: readonly MalformedReply[] = [
  { name: 'an empty string', text: () => '', expected: 'refused' },
  { name: 'null', text: () => 'null', expected: 'refused' },
  { name: 'an array in place of the object', text: (statements) => JSON.stringify(sound(statements).findings), expected: 'refused' },
  ...TRUNCATED,
  { name: 'a fence around the JSON', text: (statements) => `\`\`\`json\n${whole(statements)}\n\`\`\``, expected: 'refused' },
  {
    name: 'text before and after the JSON',
    text: (statements) => `Here it is: ${whole(statements)} I hope this helps.`,
    expected: 'refused',
  },
  {
    name: 'a check missing',
    text: (statements) => JSON.stringify({ findings: sound(statements).findings.slice(1) }),
    expected: 'refused',
  },
  {
    name: 'a check twice',
    text: (statements) => JSON.stringify({ findings: [...sound(statements).findings, sound(statements).findings[0]] }),
    expected: 'refused',
  },
  { name: 'a check that was never asked about', text: changed((finding) => ({ ...finding, check: 'k999' })), expected: 'refused' },
  { name: 'a verdict of its own', text: changed((finding) => ({ ...finding, verdict: 'excellent' })), expected: 'refused' },
  { name: 'a quote that is longer than any may be', text: quoting(1, `thing a ${'and so on '.repeat(40)}`), expected: 'no-credit' },
  inPlaceOfSegment('999'),
  inPlaceOfSegment('-1'),
  inPlaceOfSegment('1.5'),
  inPlaceOfSegment('"1"'),
  extraKey('score'),
  extraKey('level'),
  extraKey('total'),
  inPlaceOfSegment('99'),
  inPlaceOfSegment('1e999'),
  inPlaceOfSegment('NaN'),
  inPlaceOfSegment('Infinity'),
  {
    name: 'a key twice in one object',
    text: (statements) => whole(statements).replace('"verdict":', '"verdict":"met","verdict":'),
    expected: 'refused',
  },
  {
    name: 'a __proto__',
    text: (statements) => whole(statements).replace('{"findings"', '{"__proto__":{"admin":true},"findings"'),
    expected: 'refused',
  },
  { name: 'nesting of 10,000', text: () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`, expected: 'refused' },
  { name: 'a body of 5 MB', text: (statements) => whole(statements) + ' '.repeat(5_000_000), expected: 'refused' },
  { name: 'a lone surrogate in a quote', text: quoting(1, 'thing a \ud800 matters'), expected: 'no-credit' },
  { name: 'a NUL in a quote', text: quoting(1, 'thing a \u0000 matters'), expected: 'no-credit' },
  {
    name: 'a right-to-left override in a reason',
    text: changed((finding) => ({ ...finding, verdict: 'met', reason: 'Well \u202etem ton\u202c shown.' })),
    expected: 'no-credit',
  },
  {
    name: 'quotes in another language',
    text: quoting(1, 'Zuerst ist die Sache a wichtig, und zwar wegen a.'),
    expected: 'no-credit',
  },
  {
    name: 'every check met and no quote',
    text: (statements) =>
      JSON.stringify({
        findings: sound(statements).findings.map((finding, index) => ({
          ...finding,
          verdict: statements[index]?.says.startsWith('Names') ? 'met' : finding.verdict,
        })),
      }),
    expected: 'no-credit',
  },
];
