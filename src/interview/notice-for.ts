import type { AiPolicy, Dimension, Notice } from '#app/protocol/index.ts';
import { unreachable } from './unreachable.ts';

export interface NoticeInput {
  readonly role: string;
  readonly company: string;
  /** Whom to write to: an address or a name with one. */
  readonly contact: string;
  /** Active time, with the accommodation counted in. */
  readonly minutes: number;
  /** What is judged: dimension ids, or words as they should be read. Left out when the bank does not say. */
  readonly dimensions?: readonly string[];
  readonly aiPolicy: AiPolicy;
  /** What compares the answers with the rubric and where it runs: "Claude, a language model run by Anthropic". */
  readonly graderDescription: string;
  /** For how long: "twelve months after the decision". */
  readonly retention: string;
}

/** Raised with every change of the words below. */
const NOTICE_VERSION = '1.0.0';

/** The notice that stands before every screen. The caller hashes it; an acknowledgement names that hash. */
export function noticeFor(input: NoticeInput): Pick<Notice, 'version' | 'title' | 'sections'> {
  return {
    version: NOTICE_VERSION,
    title: `Before you begin: ${input.role} at ${input.company}`,
    sections: [
      { heading: 'Who asks, and who decides', paragraphs: whoDecides(input) },
      { heading: 'What is judged, and what is not', paragraphs: whatIsJudged(input) },
      { heading: 'How long it takes', paragraphs: howLong(input) },
      { heading: 'Using AI tools', paragraphs: [aiUse(input.aiPolicy)] },
      { heading: 'What is kept', paragraphs: whatIsKept(input) },
      { heading: 'If you need something different', paragraphs: somethingDifferent(input) },
    ],
  };
}

function whoDecides({ company, graderDescription }: NoticeInput): string[] {
  return [
    'This first interview is conducted by an AI system, not by a person. It asks written technical questions. Every candidate for this role gets questions from the same set, word for word as they were written by people.',
    `An AI system also scores it: it compares your answers with a rubric that was fixed beforehand, and names the words in your answer that each finding rests on. What reads your answers: ${sentence(graderDescription)}`,
    `The AI system decides nothing. An engineer at ${company} reads your answers and the scores, can change any score, and makes the decision.`,
  ];
}

function whatIsJudged({ dimensions = [] }: NoticeInput): string[] {
  const judged =
    dimensions.length === 0
      ? 'Judged is the technical content of your answers, and nothing else.'
      : `Judged is the technical content of your answers: ${dimensions.map(inPlainWords).join('; ')}.`;
  return [
    judged,
    'Never judged: how fast you type or answer, spelling, grammar, accent, tone, or how confident you sound. Short notes and plain English are fine.',
    'There is no camera, no microphone and no recording of your screen, your face or your typing rhythm. You may paste text and use dictation or other assistive technology.',
  ];
}

function howLong({ minutes }: NoticeInput): string[] {
  return [
    `You have ${minutes} minutes of active time for all questions together, and no limit for a single question. After an answer there may be one follow-up question. A practice question comes first; it is not scored and no clock runs.`,
    'You can skip a question and come back to it while time is left, and you can pause. The clock stands still in a pause and when our system is not available, and time lost to a broken connection is given back within limits. If the time runs out, what you have typed is handed in for you.',
  ];
}

function aiUse(policy: AiPolicy): string {
  switch (policy) {
    case 'closed':
      return 'Please answer without the help of AI tools. Your own notes and the documentation of languages and libraries are fine.';
    case 'open-with-declaration':
      return 'You may use AI tools. Before you hand in, you are asked what you used them for, what you rejected and how you checked it; "I used none" is an equally good answer. The declaration never changes a score.';
    case 'ai-required':
      return 'This role works with AI tools every day, so please use them here. Before you hand in, you are asked what you gave to them, what you rejected and how you checked it. The declaration itself never changes a score.';
    default:
      return unreachable(policy);
  }
}

function whatIsKept({ retention, company }: NoticeInput): string[] {
  return [
    `Kept are your answers, the time of each submission, your declaration, the scores, and what people at ${company} add to them. How long: ${sentence(retention)}`,
    'Your name and contact details are stored apart from your answers and are not shown to the AI system that scores them.',
  ];
}

function somethingDifferent({ contact }: NoticeInput): string[] {
  return [
    `You can ask for more time or another adjustment, for another way to do this interview, or for your answers to be scored by people only. You need to give no reason that is private to you, and asking has no effect on how you are judged. Write to ${sentence(contact)}`,
    'At the same address you can ask for an explanation of the result, a correction, a copy of your answers, their deletion, or a second look by a person.',
  ];
}

const PLAIN_WORDS: Readonly<Record<Dimension, string>> = {
  fundamentals: 'how and why methods work and fail',
  'problem-framing': 'finding the real problem before building',
  'data-judgment': 'judgement about data',
  implementation: 'code and data work that is correct and readable',
  evaluation: 'measuring what works, and how sure one can be',
  operations: 'running models in production',
  'ai-supervision': 'what to leave to AI tools, and how to check their work',
  communication: 'whether another person could act on the answer',
};

function inPlainWords(dimension: string): string {
  return new Map<string, string>(Object.entries(PLAIN_WORDS)).get(dimension) ?? dimension;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
}
