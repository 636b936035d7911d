/** Chance, as the program uses it. */
export interface Ids {
  /** A UUID of version 7: sorts by time. */
  uuid(): string;
  /** `bytes` random bytes as base64url without padding. */
  secret(bytes: number): string;
  /** A whole number from 0 to 2^32 − 1. */
  seed(): number;
}
