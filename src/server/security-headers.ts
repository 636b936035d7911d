import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { PLAIN_PAGE_STYLE_HASH } from './plain-page.ts';

const FEATURES_OFF = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation', 'gyroscope'],
  ...['hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture'],
  ...['publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
];
const PERMISSIONS_POLICY = FEATURES_OFF.map((feature) => `${feature}=()`).join(', ');

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Headers of every answer, whatever the route and status; a route may only tighten them. Also gives the request its id. */
export function securityHeaders(publicUrl: string, origins: ReadonlySet<string>): RequestHandler[] {
  const secure = new URL(publicUrl).protocol === 'https:';
  // Not every browser reads 'self' as including WebSockets of the same host. A policy cannot name an IPv6 address.
  const sockets = [...origins].filter((origin) => !origin.includes('[')).map((origin) => origin.replace(/^http/, 'ws'));
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", PLAIN_PAGE_STYLE_HASH],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'", ...sockets],
          manifestSrc: ["'self'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'"],
          requireTrustedTypesFor: ["'script'"],
        },
      },
      strictTransportSecurity: secure ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      response.locals.requestId = randomUUID();
      response.setHeader('X-Request-Id', response.locals.requestId);
      response.setHeader('Permissions-Policy', PERMISSIONS_POLICY);
      response.setHeader('Cache-Control', 'no-store');
      next();
    },
  ];
}
