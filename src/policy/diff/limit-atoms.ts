/**
 * A limit as a condition: an attempt that does not have what is counted is never beyond it.
 */
import type { Matcher, NamedPart, Part, Resources } from '../../core/conditions/condition.ts';
import type { LimitBy } from '../../core/limits/limit.ts';
import { limitKey } from '../../core/limits/limit-key.ts';
import type { RuleDocument } from '../../core/policy.ts';
import type { Atom } from './atoms.ts';

/** Whether an attempt has what a rule counts by, well-formed or not; none where everybody has it. */
export function limitAtoms({ limit }: RuleDocument, resources: Resources): readonly Atom[] {
  if (limit === undefined) return [];
  const part = KEY_PARTS[limit.by];
  if (part === null) return [];
  const keyOf = limitKey(limit.by, resources);
  const matches: Matcher = (attempt) => (keyOf(attempt).kind === 'absent' ? 'no' : 'yes');
  return [{ dimension: part, field: 'limit', name: null, values: true, matches }];
}

/** The part of an attempt that a limit's key is taken from; null where everybody has it. */
const KEY_PARTS: Readonly<Record<LimitBy, Exclude<Part, NamedPart> | null>> = {
  emailDomain: 'email',
  mailbox: 'email',
  phonePrefix: 'phone',
  phoneCountry: 'phone',
  client: 'client',
  provider: 'source',
  everybody: null,
};
