/**
 * The mark that a guard puts on its calls of a companion, in Lambda's client context. A guard that is called with it calls
 * nobody: two that are each other's companion would go round for ever.
 */
import { fieldsOf } from '../core/json.ts';

/** The mark's name among the custom values of a client context. */
export const CALLED_BY_GUARD = 'signup-guard';

/** Whether a client context carries the mark. Runtimes hand it on under either spelling. */
export function isCalledByGuard(clientContext: unknown): boolean {
  const { custom, Custom } = fieldsOf(clientContext);
  return [custom, Custom].some((values) => Object.hasOwn(fieldsOf(values), CALLED_BY_GUARD));
}
