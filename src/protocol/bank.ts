import { z } from 'zod';
import { CheckRef, Slug, Version, VersionedRef } from './ids.ts';
import { Dimension } from './rubric.ts';

export const Track = z.enum(['applied-ml', 'generative-ai', 'ml-infrastructure', 'ml-research', 'ai-agents', 'data-science']);
export type Track = z.infer<typeof Track>;

export const QuestionKind = z.enum(['concept', 'scenario', 'experience', 'critique', 'code-python', 'sql']);
export type QuestionKind = z.infer<typeof QuestionKind>;

/** A follow-up, asked verbatim, aimed at one check of the question's rubric. */
export const Probe = z.strictObject({
  id: Slug,
  aims: CheckRef,
  ask: z.string().trim().min(20).max(600),
});
export type Probe = z.infer<typeof Probe>;

/** A fact that the prompt leaves out on purpose, given to the candidate who asks for it. */
export const Clarification = z.strictObject({
  asks: z.string().trim().min(5).max(200),
  says: z.string().trim().min(5).max(600),
});
export type Clarification = z.infer<typeof Clarification>;

export const Question = z.strictObject({
  id: Slug,
  section: Slug,
  kind: QuestionKind,
  /** Short name shown in lists and in the report; gives nothing away. */
  title: z.string().trim().min(3).max(80),
  minutes: z.number().int().min(2).max(12),
  tags: z.array(Slug).max(8).default([]),
  prompt: z.string().trim().min(80).max(4_000),
  rubric: VersionedRef,
  clarifications: z.array(Clarification).min(1).max(6),
  probes: z.array(Probe).min(2).max(5),
});
export type Question = z.infer<typeof Question>;

export const Section = z.strictObject({
  id: Slug,
  title: z.string().trim().min(3).max(80),
  /** How many questions of this section a form draws. */
  ask: z.number().int().min(1).max(8),
});
export type Section = z.infer<typeof Section>;

/** `question-banks/<track>/<version>.yaml`. */
export const Bank = z.strictObject({
  bank: Slug,
  version: Version,
  track: Track,
  title: z.string().trim().min(3).max(120),
  /** What the track is and is not, in a sentence or two, for the first page of a report. */
  about: z.string().trim().min(40).max(600),
  /** What this track leans on: every form has at least two questions that judge each of them. */
  key_dimensions: z.array(Dimension).length(3).optional(),
  /** Active time for a form, before accommodations. */
  minutes: z.number().int().min(20).max(60),
  practice: z.strictObject({ prompt: z.string().trim().min(40).max(800) }),
  sections: z.array(Section).min(1).max(8),
  questions: z.array(Question).min(1).max(200),
});
export type Bank = z.infer<typeof Bank>;
