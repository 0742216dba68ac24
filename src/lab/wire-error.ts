/**
 * Refusals as AWS sends them: a name, a sentence, and for a few errors more fields. Must not carry stack traces.
 */
import { fail } from '../core/result.ts';

/** An error on its way to a client. */
export type WireError = {
  readonly name: string;
  readonly message: string;
  readonly status: 400 | 403 | 413 | 500;
  /** Further members of the error's shape, as `CancellationReasons`. */
  readonly members: Readonly<Record<string, unknown>>;
};

/** A refusal of the caller's doing. */
export function refuse(
  name: string,
  message: string,
  members: Readonly<Record<string, unknown>> = {},
): { readonly ok: false; readonly error: WireError } {
  return fail({ name, message, status: 400, members });
}
