import type { Failpoint, FailpointName } from '#app/ports/index.ts';

// Written as a table so that a name added to the port and forgotten here does not compile.
const NAMES = {
  leased: true,
  'before-call': true,
  'after-call': true,
  'after-store': true,
  'grade-committed': true,
  'batch-intended': true,
  'batch-created': true,
} satisfies Record<FailpointName, true>;

const SETTING = /^([a-z-]+):(kill|throw)(?::([1-9]\d*))?$/;

/**
 * Reads `ASSAY_FAILPOINT`, as `name:action` or `name:action:n`: at the nth passing (the first when n is left out) the process is killed
 * as by a power switch, or an error is thrown. Nothing happens unless `ASSAY_TEST` is 1, so that no setting of a production server can
 * end it. Throws RangeError for a setting that cannot be read: a test that silently tests nothing is worse.
 */
export function createFailpoint(env: Readonly<Record<string, string | undefined>> = process.env): Failpoint {
  const setting = env.ASSAY_TEST === '1' ? env.ASSAY_FAILPOINT : undefined;
  if (setting === undefined || setting === '') return () => {};
  const [, name = '', action, nth = '1'] = SETTING.exec(setting) ?? [];
  if (!Object.hasOwn(NAMES, name)) throw new RangeError(`ASSAY_FAILPOINT cannot be read: ${setting}`);
  let left = Number(nth);
  return (passed) => {
    if (passed !== name) return;
    left -= 1;
    if (left !== 0) return;
    if (action === 'throw') throw new Error(`failpoint ${name}`);
    process.kill(process.pid, 'SIGKILL');
  };
}
