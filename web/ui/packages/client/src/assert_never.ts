/** Ends a `switch` over a union: a new variant is a compile error here, and at run time a value of a newer server. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected variant: ${JSON.stringify(value)}`);
}
