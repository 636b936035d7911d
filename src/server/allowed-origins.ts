const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The origins whose pages may talk to this server, compared letter by letter: browsers send them in lower case, without a
 * default port and without a trailing dot. On a machine of one's own both names of the loopback address are meant.
 */
export function allowedOrigins(publicUrl: string, listeningPort: number): ReadonlySet<string> {
  const { origin, hostname } = new URL(publicUrl);
  const origins = new Set([origin]);
  if (LOOPBACK.has(hostname)) {
    for (const name of LOOPBACK) origins.add(new URL(`http://${name}:${listeningPort}`).origin);
  }
  return origins;
}
