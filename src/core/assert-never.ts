/**
 * Closes a `switch` over a union: the compiler refuses a forgotten case, and at run time an impossible one is loud.
 */

/** Never returns. Call it in the `default` branch of an exhaustive `switch`. */
export function assertNever(value: never): never {
  throw new TypeError(`unreachable case: ${typeof value}`);
}
