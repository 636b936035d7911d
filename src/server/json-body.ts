import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { parseJson } from './parse-json.ts';
import { Refusal } from './refusal.ts';

/** Largest request body, in bytes: a draft by beacon is the largest thing sent. */
const MAX_BODY_BYTES = 65_536;
const MAX_DETAILS = 10;
const MAX_DETAIL_LENGTH = 200;

/** Reads a JSON body of bounded size and depth into `request.body`. Compressed bodies are refused: their size is not known. */
export function jsonBody(): RequestHandler[] {
  return [
    express.raw({ type: 'application/json', limit: MAX_BODY_BYTES, inflate: false }),
    (request, _response, next) => {
      request.body = parseJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      next();
    },
  ];
}

/** A body of the expected form; throws Refusal `bad_request` that names the fields, never their values. */
export function bodyOf<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    'bad_request',
    parsed.error.issues
      .slice(0, MAX_DETAILS)
      .map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`.slice(0, MAX_DETAIL_LENGTH)),
  );
}
