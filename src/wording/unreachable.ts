/** Ends an exhaustive switch: a new member of the union fails to compile here, and an unknown one read from disk fails loudly. */
export function unreachable(value: never): never {
  throw new Error(`no rule for ${JSON.stringify(value)}`);
}
