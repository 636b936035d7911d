import { uuid7 } from './uuid7.ts';

const KEY = 'assay-tab';
const RELOAD_MS = 500;

/**
 * An id for this tab that survives a reload. A duplicated tab starts with a copy of it, so the id is held by a lock:
 * the tab that does not get the lock takes a new id.
 */
export async function claimTabId(random: () => number): Promise<string> {
  const kept = sessionStorage.getItem(KEY);
  if (kept !== null && (await hold(kept))) return kept;
  const fresh = uuid7(Date.now(), random);
  sessionStorage.setItem(KEY, fresh);
  await hold(fresh);
  return fresh;
}

/**
 * Holds the lock until the tab is gone. A reloaded page may still hold it for a moment, so the answer is waited for. True
 * where the browser has no locks (plain http): the fence of the server remains.
 */
function hold(tabId: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const forever = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    navigator.locks.request(`assay-tab-${tabId}`, { signal: AbortSignal.timeout(RELOAD_MS) }, forever).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'TimeoutError') resolve(false);
      else reject(error);
    });
  });
}
