/** Ends a `switch` over a union: a new variant fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
