/**
 * A pool in which nobody has any user name, for tests that are about something else.
 */
import type { UserDirectory } from '../../src/guard/ports.ts';

/** Nobody has the name. */
export const nobodyNamed: UserDirectory['named'] = async () => ({ ok: true, value: null });
