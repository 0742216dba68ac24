/**
 * What the attesters of a policy must obey beyond their shape, and that conditions name no others. Held wherever a policy is
 * read, the trigger included.
 */
import type { AttesterDocument } from '../core/attestation.ts';
import { ATTESTED_FIELDS } from '../core/conditions/registry.ts';
import { parseDuration } from '../core/duration.ts';
import { isList, type RuleDocument } from '../core/policy.ts';
import { thumbprintOf } from './thumbprint.ts';

/** A broken invariant: its stable code, the path of the offending node, and a sentence. */
export type Breach = { readonly code: string; readonly path: readonly (string | number)[]; readonly message: string };

/** Every broken invariant of the attesters, and every condition that names one who is not there. */
export function attesterBreaches(
  attesters: readonly AttesterDocument[],
  rules: readonly RuleDocument[],
): readonly Breach[] {
  return [
    ...attesters.flatMap((attester, index) => breachesIn(attester, index, attesters)),
    ...strangers(attesters, rules),
  ];
}

function breachesIn(
  { id, keys, maxAge }: AttesterDocument,
  index: number,
  attesters: readonly AttesterDocument[],
): readonly Breach[] {
  const path = ['attesters', index];
  const breaches: Breach[] = [];
  if (attesters.findIndex((other) => other.id === id) < index)
    breaches.push({
      code: 'duplicate-id',
      path: [...path, 'id'],
      message: `the id \`${id}\` is already taken by an attester above`,
    });
  if (parseDuration(maxAge) === null)
    breaches.push({ code: 'bad-value', path: [...path, 'maxAge'], message: NO_DURATION });
  const above = new Map(attesters.slice(0, index).flatMap((other) => other.keys.map((key) => [key.kid, other.id])));
  const seen = new Set<string>();
  for (const [at, key] of keys.entries()) {
    const other = above.get(key.kid) ?? (seen.has(key.kid) ? id : undefined);
    seen.add(key.kid);
    const place = [...path, 'keys', at];
    if (other !== undefined)
      breaches.push({
        code: 'duplicate-key',
        path: place,
        message: `the key \`${key.kid}\` is already that of \`${other}\``,
      });
    if (thumbprintOf(key) !== key.kid)
      breaches.push({ code: 'key-id', path: place, message: `\`kid\` \`${key.kid}\` is not the key's thumbprint` });
  }
  return breaches;
}

const NO_DURATION = '`maxAge` is a whole number and a unit, `s`, `m`, `h` or `d`, such as `7d`';

function strangers(attesters: readonly AttesterDocument[], rules: readonly RuleDocument[]): readonly Breach[] {
  const known = new Set(attesters.map(({ id }) => id));
  const said =
    known.size === 0
      ? 'none is declared under `attesters`'
      : `declared are ${[...known].map((id) => `\`${id}\``).join(', ')}`;
  return rules.flatMap((rule, index) =>
    (['when', 'unless'] as const).flatMap((half) =>
      ATTESTED_FIELDS.flatMap((field) => {
        const values = rule[half]?.[field];
        return (isList(values) ? values : []).flatMap((id, at) =>
          known.has(id)
            ? []
            : [
                {
                  code: 'unknown-attester',
                  path: ['rules', index, half, field, at],
                  message: `no attester has the id \`${id}\`; ${said}`,
                },
              ],
        );
      }),
    ),
  );
}
