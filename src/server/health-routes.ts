import { z } from 'zod';
import type { Engine } from '#app/engine/index.ts';
import { Refusal } from './refusal.ts';
import { type RouteHandlers, sendJson } from './route.ts';

const Alive = z.strictObject({ alive: z.literal(true) });
const Ready = z.strictObject({ ready: z.literal(true) });

/** For supervisors and load balancers. Says nothing about the content of the server. */
export function healthRoutes(engine: Engine, draining: () => boolean): RouteHandlers<'GET /healthz' | 'GET /readyz'> {
  return {
    'GET /healthz'(_request, response) {
      sendJson(response, Alive, { alive: true });
    },
    async 'GET /readyz'(_request, response) {
      if (draining()) throw new Refusal('draining');
      if (!(await engine.health()).ready) throw new Refusal('busy');
      sendJson(response, Ready, { ready: true });
    },
  };
}
