/** Ends a switch over a union: a new member is a compile error here, and a loud one should it arrive all the same. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
