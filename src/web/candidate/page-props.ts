import type { Connection, ScreenState } from '../connection/index.ts';

/** What every page of the screen gets: what is known, and the way to ask for something. */
export interface PageProps {
  readonly screen: ScreenState;
  readonly connection: Connection;
}
