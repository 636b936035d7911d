import { sep } from 'node:path';
import express, { type RequestHandler } from 'express';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const HOUR_SECONDS = 60 * 60;

/** Scripts, styles, fonts and pictures of the built pages. Files under `assets/` carry a hash of their content in their name. */
export function webFiles(webRoot: string): RequestHandler {
  return express.static(webRoot, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders(response, path) {
      if (path.endsWith('.html')) return;
      const immutable = path.includes(`${sep}assets${sep}`);
      response.setHeader('Cache-Control', immutable ? `public, max-age=${YEAR_SECONDS}, immutable` : `public, max-age=${HOUR_SECONDS}`);
    },
  });
}
