/**
 * Settings that no attempt in an empty pool can show: who counts as a holder, what happens in an outage. Told by name.
 */
import { isDeepStrictEqual } from 'node:util';
import type { AttesterDocument } from '../../core/attestation.ts';
import { DEFAULT_NAME_MESSAGE, type PolicyDocument } from '../../core/policy.ts';
import { byId } from '../../core/rules.ts';

/** A setting that differs. */
export type SettingChange = { readonly setting: string; readonly before: string; readonly after: string };

/** The settings by the names that people write. `otherwise` and `denyMessage` have witnesses instead. */
const SETTINGS: Readonly<Record<string, (document: PolicyDocument, other: PolicyDocument, later: boolean) => string>> =
  {
    mode: ({ mode }) => mode,
    attesters: ({ attesters = [] }) => attesters.map(attesterWords).join('; ') || 'none',
    busyMessage: ({ busyMessage }) => busyMessage,
    nameMessage: ({ nameMessage = DEFAULT_NAME_MESSAGE }) => nameMessage,
    takenNames: ({ takenNames = 'refuse' }) => takenNames,
    'collision.holders': ({ collision }) => collision.holders,
    'collision.then': ({ collision }) => collision.then,
    'collision.code': ({ collision }) => collision.code,
    'collision.federated': ({ collision }) => collision.federated,
    'collision.message': sentenceOfCollision,
    'rules that only observe': ({ rules }, other, later) => observing(rules, other.rules, later),
    limits: ({ rules }) => rules.toSorted(byId).flatMap(limitWords).join(', ') || 'none',
    lookup: ({ lookup }) => lookup,
    'unavailable.directory': ({ unavailable }) => unavailable.directory,
    'unavailable.claims': ({ unavailable }) => unavailable.claims,
    'unavailable.companion': ({ unavailable }) => unavailable.companion ?? 'deny',
    'unavailable.limits': ({ unavailable }) => unavailable.limits ?? 'code',
  };

function limitWords({ id, limit }: PolicyDocument['rules'][number]): readonly string[] {
  return limit === undefined ? [] : [`${id} ${limit.count} per ${limit.per} by ${limit.by}`];
}

function attesterWords({ id, keys, maxAge }: AttesterDocument): string {
  return [id, maxAge, ...keys.map(({ kid }) => kid)].join(' ');
}

/** The sentence itself where both may refuse a collision: no attempt in an empty pool hears it. */
function sentenceOfCollision({ collision, denyMessage }: PolicyDocument, other: PolicyDocument): string {
  const unsaid = refusesCollisions(collision) && refusesCollisions(other.collision) ? denyMessage : 'the denyMessage';
  return collision.message ?? unsaid;
}

function refusesCollisions({ then, code, federated }: PolicyDocument['collision']): boolean {
  return [then, code, federated].includes('deny');
}

/** Their ids, and of which the later policy says something else: they decide nothing, so there is no witness. */
function observing(rules: PolicyDocument['rules'], others: PolicyDocument['rules'], later: boolean): string {
  const watched = rules.filter(({ mode }) => mode === 'observe').toSorted(byId);
  const known = new Map(others.filter(({ mode }) => mode === 'observe').map((rule) => [rule.id, rule]));
  const shown = watched.map((rule) => {
    const other = known.get(rule.id);
    return later && other !== undefined && !isDeepStrictEqual(rule, other) ? `${rule.id} (changed)` : rule.id;
  });
  return shown.length === 0 ? 'none' : shown.join(', ');
}

/** Every setting that differs. */
export function settingChanges(before: PolicyDocument, after: PolicyDocument): readonly SettingChange[] {
  return Object.entries(SETTINGS)
    .map(([setting, of]) => ({ setting, before: of(before, after, false), after: of(after, before, true) }))
    .filter((change) => change.before !== change.after);
}
