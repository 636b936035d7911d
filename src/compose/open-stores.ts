import { join } from 'node:path';
import { CannotStart, type Config } from '#app/config.ts';
import type { Ids } from '#app/ports/index.ts';
import { CannotOpenStore, openSqliteStores, type Stores } from '#app/store/index.ts';

type OnFault = NonNullable<Parameters<typeof openSqliteStores>[0]['onFault']>;

/** Everything about screens, in the data folder. Throws CannotStart. */
export function openStores({ data }: Config, ids: Ids, onFault: OnFault): Stores {
  return opened(() => openSqliteStores({ file: join(data, 'assay.sqlite'), newEpoch: () => ids.uuid(), onFault }));
}

/** A database that cannot be opened is a reason not to start, told without a stack. */
export function opened<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof CannotOpenStore) throw new CannotStart([error.message]);
    throw error;
  }
}
