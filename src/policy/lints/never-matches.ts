/**
 * Rules that can never match, or never have an effect: conditions that exclude each other, an exception that covers the
 * whole rule, an approval of sources that are never approved, proof or data that its sources never carry. Says nothing where
 * it is not sure.
 */
import { ATTESTED_FIELDS } from '../../core/conditions/registry.ts';
import { type ConditionSet, type ConditionValue, type Fallback, isList, type RuleDocument } from '../../core/policy.ts';
import { domainOf, domainTest, type Lint, listOf } from './lint-rule.ts';
import { triggersOf } from './rule-scope.ts';

/** The warning `never-matches`. */
export const neverMatches: Lint = ({ rules, otherwise }) =>
  rules.flatMap((rule, index) => {
    const reason = reasonOf(rule, otherwise);
    if (reason === null) return [];
    const path = ['rules', index, ...reason.path];
    return [{ code: 'never-matches', path, message: `\`${rule.id}\` can never apply: ${reason.because}` }];
  });

type Reason = { readonly path: readonly string[]; readonly because: string };

function reasonOf(rule: RuleDocument, otherwise: Fallback): Reason | null {
  const when = rule.when ?? {};
  return (
    addressOutside(when) ??
    tagless(when) ??
    wrongSource(rule, when, otherwise) ??
    unsent(rule, when) ??
    twoAttesters(when) ??
    starred(when) ??
    excepted(when, rule.unless)
  );
}

function addressOutside(when: ConditionSet): Reason | null {
  const addresses = listOf(when, 'emailAddress');
  const domains = listOf(when, 'emailDomain');
  if (addresses === null || domains === null) return null;
  const covers = domainTest(domains);
  if (addresses.some((address) => covers(domainOf(address)))) return null;
  return { path: ['when', 'emailAddress'], because: 'no address of `emailAddress` is at a domain of `emailDomain`' };
}

function tagless(when: ConditionSet): Reason | null {
  const addresses = listOf(when, 'emailAddress');
  if (addresses === null || when['emailTag'] !== true || addresses.some((address) => address.includes('+')))
    return null;
  return { path: ['when', 'emailTag'], because: 'no address of `emailAddress` has the `+tag` of `emailTag`' };
}

/** Providers exist at federated sign-ins only; those get no flags, but under `otherwise: deny` a rule lets them pass. */
function wrongSource({ then }: RuleDocument, when: ConditionSet, otherwise: Fallback): Reason | null {
  const triggers = listOf(when, 'trigger');
  const excludes = (trigger: string) => triggers !== null && !triggers.includes(trigger);
  const federated = listOf(when, 'provider') !== null;
  if (federated && excludes('external-provider')) {
    return { path: ['when', 'provider'], because: '`provider` needs the trigger `external-provider`' };
  }
  if (then === 'deny') return null;
  if (otherwise === 'deny' && !excludes('external-provider')) return null;
  if (federated) return { path: ['then'], because: `a federated sign-in is never answered with \`${then}\`` };
  if (!excludes('sign-up')) return null;
  return { path: ['when', 'trigger'], because: `\`then: ${then}\` needs the trigger \`sign-up\`` };
}

/** What comes along with a request, and the triggers at which it does. */
const SENT: readonly (readonly [field: string, noun: string, triggers: readonly string[]])[] = [
  ...ATTESTED_FIELDS.map((field) => [field, 'an attestation', ['sign-up']] as const),
  ['metadata', 'client metadata', ['sign-up', 'admin-create']],
  ['validationData', 'validation data', ['sign-up', 'admin-create']],
];

function unsent(rule: RuleDocument, when: ConditionSet): Reason | null {
  const triggers = triggersOf(rule);
  const found = SENT.find(
    ([field, , carriers]) => Object.hasOwn(when, field) && !carriers.some((one) => triggers.has(one)),
  );
  return found === undefined
    ? null
    : { path: ['when', found[0]], because: `no attempt that it is about carries ${found[1]}` };
}

/** An attempt carries one statement, and a statement is one attester's. */
function twoAttesters(when: ConditionSet): Reason | null {
  const asked = ATTESTED_FIELDS.map((field) => ({ field, ids: listOf(when, field) ?? [] }));
  const named = asked.filter(({ ids }) => ids.length > 0);
  const pairs = named.flatMap((one) => named.map((other) => ({ one, other })));
  const apart = pairs.find(({ one, other }) => !one.ids.some((id) => other.ids.includes(id)));
  if (apart === undefined) return null;
  const because = `a sign-up carries the statement of one attester, and \`${apart.one.field}\` names none of these`;
  return { path: ['when', apart.other.field], because };
}

/** Values that somebody types are compared whole: a `*` among them is only ever a star. */
function starred(when: ConditionSet): Reason | null {
  for (const field of ['attribute', 'metadata', 'validationData']) {
    const names = when[field];
    // Stryker disable next-line ConditionalExpression,BooleanLiteral: `true` has no entries either
    if (names === undefined || names === true || isList(names)) continue;
    const found = Object.entries(names).find(([, values]) => values.every((value) => value.includes('*')));
    if (found === undefined) continue;
    return {
      path: ['when', field, found[0]],
      because: `values of \`${found[0]}\` are compared whole, a \`*\` as a star`,
    };
  }
  return null;
}

function excepted(when: ConditionSet, unless: ConditionSet | undefined): Reason | null {
  if (unless === undefined || Object.keys(unless).length === 0) return null;
  const covered = Object.entries(unless).every(([field, exception]) => covers(field, exception, when[field]));
  return covered ? { path: ['unless'], because: '`unless` covers all of `when`' } : null;
}

function covers(field: string, exception: ConditionValue, value: ConditionValue | undefined): boolean {
  if (value === true) return true; // a flag has no other value, in `unless` neither
  if (!isList(value) || !isList(exception)) return false;
  const excepts = new Set(exception);
  return value.every(field === 'emailDomain' ? domainTest(exception) : (entry) => excepts.has(entry));
}
