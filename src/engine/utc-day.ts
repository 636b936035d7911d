const DAY_MS = 86_400_000;

/** The midnight, UTC, at which the day of this wall time began. */
export function utcDayStartMs(wallMs: number): number {
  return wallMs - (wallMs % DAY_MS);
}

export function nextUtcDayMs(wallMs: number): number {
  return utcDayStartMs(wallMs) + DAY_MS;
}
