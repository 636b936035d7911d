import { z } from 'zod';
import { Verdict } from '#app/protocol/index.ts';

/**
 * What a model may say. There is no field for a number that could act as a score: a model cannot be talked into a number that it cannot
 * emit. Quotes and reason come before the verdict, so that the verdict is written with the evidence in view.
 */
export function replySchema(keys: readonly string[]) {
  const name = keys.join(' ');
  const schema = known.get(name) ?? schemaFor(keys);
  known.set(name, schema);
  return schema;
}

/** A schema takes long to build beside everything else that is done for a reply, and statements are named k1, k2, …: there are as many schemas as numbers of statements. */
const known = new Map<string, ReturnType<typeof schemaFor>>();

function schemaFor(keys: readonly string[]) {
  return z.strictObject({
    findings: z
      .array(
        z.strictObject({
          check: z.enum(keys),
          quotes: z.array(z.strictObject({ segment: z.number().int(), text: z.string().max(2_000) })).max(6),
          reason: z.string().max(1_000),
          verdict: Verdict,
        }),
      )
      .max(keys.length),
  });
}
export type ModelReply = z.infer<ReturnType<typeof replySchema>>;

/** Keywords that structured output of the Messages API does not take; zod checks them afterwards. */
const UNSUPPORTED = [
  '$schema',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
];

/** The JSON schema of a zod type in the dialect of structured output: every object closed, every property required. */
export function outputSchema(type: z.ZodType): Readonly<Record<string, unknown>> {
  const done = translated.get(type) ?? translate(type);
  translated.set(type, done);
  return done;
}

const translated = new WeakMap<z.ZodType, Readonly<Record<string, unknown>>>();

function translate(type: z.ZodType): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(type, {
    override: ({ jsonSchema }) => {
      for (const keyword of UNSUPPORTED) delete (jsonSchema as Record<string, unknown>)[keyword];
    },
  });
  const { $schema: _, ...rest } = schema;
  return rest;
}
