import { createServer } from 'node:net';
import { CannotStart } from '#app/config.ts';

/** A port that nobody listens on now; for tests and demonstrations. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolvePort(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Why the server cannot listen, as something that a person can act on. */
export function listenProblem(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new CannotStart([`Port ${port} is taken. Choose another one with PORT or --port, or stop what is using it.`]);
  if (code === 'EACCES')
    return new CannotStart([`Port ${port} needs rights that this user does not have. Choose one above 1023 with PORT or --port.`]);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new CannotStart([`${host} is not an address of this machine. Change HOST or --host.`]);
  return error;
}
