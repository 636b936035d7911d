import type { Request, Response } from 'express';
import { z } from 'zod';
import { Uuid } from '#app/protocol/index.ts';
import type { ACCESS, CallerOf, RouteKey } from './access.ts';
import { Refusal } from './refusal.ts';

/** Answers one route; throws Refusal for everything else than success. */
export type RouteHandler<K extends RouteKey> = (
  request: Request,
  response: Response,
  caller: CallerOf<(typeof ACCESS)[K]>,
) => Promise<void> | void;

/** Handlers of some routes, by route. */
export type RouteHandlers<K extends RouteKey> = { readonly [Key in K]: RouteHandler<Key> };

/** Sends what the schema lets through and nothing more: a field that slipped in is a fault, not a leak. */
export function sendJson<T extends z.ZodType>(response: Response, schema: T, value: z.input<T>, status = 200): void {
  response.status(status).json(schema.parse(value));
}

/** The screen a route is about; an id of another form is the same as an unknown one. */
export function screenIdOf(request: Request): string {
  const id = Uuid.safeParse(request.params.screenId);
  if (!id.success) throw new Refusal('not_found');
  return id.data;
}

export const Nothing = z.strictObject({});
