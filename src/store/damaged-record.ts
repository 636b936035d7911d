/** A stored record does not have the form that this program wrote. Never skipped and never repaired: a person has to look. */
export class DamagedRecord extends Error {
  override readonly name = 'DamagedRecord';
  constructor(
    /** What it is and which one: `event 5 of stream …`. */
    readonly record: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The stored ${record} cannot be read: ${reason}. Restore it from a backup; do not edit the log by hand.`, options);
  }
}
