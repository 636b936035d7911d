/** For the end of an exhaustive switch: does not compile when a case is missing, throws when data disobeys its type. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
