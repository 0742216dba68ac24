/**
 * The same rules in Cedar, judged by its own engine. An approval is a permit; code and deny are forbids, which Cedar lets
 * beat every permit. Three-valued truth becomes two formulas of each condition: that it surely holds, that it surely
 * does not. Two actions are asked about: `enter`, which a code rule in doubt does not forbid, and `approve`, which it does.
 */
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Attempt, Given } from '../../src/core/attempt.ts';
import type { ConditionField } from '../../src/core/conditions/registry.ts';
import type { LimitOutcomes } from '../../src/core/limits/limit.ts';
import type { ConditionSet, ConditionValue, PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import { RESOURCES } from './cases.ts';

/** What the rules say, as `judge` says it. */
export type CedarVerdict = { readonly kind: 'deny' | 'code' | 'approve' | 'none'; readonly rules: readonly string[] };

/** Formulas of one condition. */
type Formulas = { readonly yes: string; readonly no: string };

/** Parses the rules into Cedar's engine under a name. */
export function prepare(name: string, { rules, unavailable }: PolicyDocument): void {
  const staticPolicies = Object.fromEntries(rules.flatMap((rule) => policiesOf(rule, unavailable.limits ?? 'code')));
  const answer = preparsePolicySet(name, { staticPolicies });
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join());
}

/** Asks Cedar whether an attempt may come in and be approved, and reads from its diagnosis which rules decided. */
export function judgeByCedar(
  name: string,
  document: PolicyDocument,
  attempt: Attempt,
  { at, counts }: { readonly at: string; readonly counts: LimitOutcomes },
): CedarVerdict {
  const context = { ...contextOf(attempt), now: Date.parse(at), limits: countsOf(document, counts) };
  const entered = ask(name, document, context, 'enter');
  return entered.kind === 'approve' ? ask(name, document, context, 'approve') : entered;
}

type Context = ReturnType<typeof contextOf> & { readonly now: number; readonly limits: Counts };

function ask(
  name: string,
  { rules, unavailable }: PolicyDocument,
  context: Context,
  action: 'enter' | 'approve',
): CedarVerdict {
  const answer = statefulIsAuthorized({
    principal: { type: 'Caller', id: 'anyone' },
    action: { type: 'Action', id: action },
    resource: { type: 'Pool', id: 'pool' },
    context,
    preparsedPolicySetId: name,
    entities: [],
  });
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join());
  const { errors, reason } = answer.response.diagnostics;
  if (errors.length > 0) throw new Error(errors.map(({ error }) => error.message).join());
  const decided = rules.flatMap(({ id, then }): { id: string; then: RuleDocument['then'] | Uncounted }[] => {
    if (reason.includes(`${id} ${UNANSWERED}`)) return [{ id, then: unavailable.limits ?? 'code' }];
    return reason.includes(id) || reason.includes(`${id} ${IN_DOUBT}`) ? [{ id, then }] : [];
  });
  for (const kind of ['deny', 'code', 'approve'] as const) {
    const ids = decided.filter(({ then }) => then === kind).map(({ id }) => id);
    if (ids.length > 0) return { kind, rules: ids.sort() };
  }
  return { kind: 'none', rules: [] };
}

const IN_DOUBT = 'in doubt';
const UNANSWERED = 'unanswered';

type Uncounted = NonNullable<PolicyDocument['unavailable']['limits']>;

function policiesOf(rule: RuleDocument, uncounted: Uncounted): readonly (readonly [string, string])[] {
  const { id, then, when = {}, unless, mode, limit } = rule;
  if (mode === 'observe') return [];
  const half = setOf(when);
  const term = termOf(rule);
  const except = unless === undefined ? { yes: 'false', no: 'true' } : setOf(unless);
  const surely = `when { ${term}${half.yes} && ${except.no} };`;
  const perhaps = `${term}!(${half.no}) && !(${except.yes})`;
  const named = when['trigger'];
  const spares = !(Array.isArray(named) && named.includes('admin-create'));
  const admin = spares ? 'context.trigger != "admin-create" && ' : '';
  if (then === 'approve') return [[id, `permit(principal, action, resource) ${surely}`]];
  if (limit !== undefined) {
    const key = `context.trigger != "unknown" && context.keys has ${limit.by} && ${perhaps} && context.limits[${quoted(id)}]`;
    const exceeded = `{ ${then === 'deny' ? admin : 'context.trigger != "admin-create" && '}${key} == "exceeded" };`;
    const unanswered = `{ context.trigger == "sign-up" && ${key} == "unknown" };`;
    return [
      [`${id} ${IN_DOUBT}`, `${FORBIDS[then]} when ${exceeded}`],
      ...(uncounted === 'ignore' ? [] : [[`${id} ${UNANSWERED}`, `${FORBIDS[uncounted]} when ${unanswered}`] as const]),
    ];
  }
  if (then === 'code') {
    return [
      [id, `forbid(principal, action, resource) ${surely}`],
      [`${id} ${IN_DOUBT}`, `forbid(principal, action == Action::"approve", resource) when { ${perhaps} };`],
    ];
  }
  return [[id, `forbid(principal, action, resource) when { ${admin}${perhaps} };`]];
}

/** What an exceeded limit forbids: to come in at all, or to be approved. */
const FORBIDS = {
  deny: 'forbid(principal, action, resource)',
  code: 'forbid(principal, action == Action::"approve", resource)',
} as const;

/** Cedar counts milliseconds; a day in the place of an end is over a day later. */
function termOf({ from, until }: RuleDocument): string {
  const begin = from === undefined ? '' : `context.now >= ${Date.parse(from)} && `;
  if (until === undefined) return begin;
  const end = Date.parse(until) + (until.includes('T') ? 0 : 24 * 60 * 60 * 1000);
  return `${begin}context.now < ${end} && `;
}

function setOf(set: ConditionSet): Formulas {
  return allOf(Object.entries(set).map(formulasOf));
}

function allOf(parts: readonly Formulas[]): Formulas {
  return {
    yes: parts.length === 0 ? 'true' : `(${parts.map(({ yes }) => yes).join(' && ')})`,
    no: parts.length === 0 ? 'false' : `(${parts.map(({ no }) => no).join(' || ')})`,
  };
}

type Translate = (value: ConditionValue) => Formulas;

/** Every condition as Cedar says it, by its key. */
export const FORMULAS: Readonly<Record<ConditionField, Translate>> = {
  emailDomain: (value) =>
    known(
      'email',
      anyOf(value, (entry) => fits('context.email.domain', entry)),
    ),
  emailAddress: (value) => known('email', among(value, 'context.email.folded')),
  emailTag: () => known('email', 'context.email.local like "*+*"'),
  disposableEmail: () => known('email', 'context.email.disposable'),
  phoneCountry: (value) => known('country', among(value, 'context.country.value')),
  userName: (value) =>
    known(
      'userName',
      anyOf(value, (entry) => fits('context.userName.value', entry.toLowerCase())),
    ),
  given: (value) => {
    const yes = `(${anyOf(value, isThere)})`;
    return { yes, no: `!${yes}` };
  },
  attribute: (value) => namedValues('attributes', value),
  metadata: (value) => namedValues('metadata', value),
  validationData: (value) => namedValues('validationData', value),
  client: (value) => known('client', among(value, 'context.client.value')),
  trigger: (value) => ({ yes: among(value, 'context.trigger'), no: `!${among(value, 'context.trigger')}` }),
  provider: (value) =>
    known(
      'provider',
      anyOf(value, (name) => fits('context.provider.value', `${name.toLowerCase()}_*`)),
    ),
  emailAttested: (value) => known('attestedEmail', among(value, 'context.attestedEmail.value')),
  phoneAttested: (value) => known('attestedPhone', among(value, 'context.attestedPhone.value')),
};

function formulasOf([field, value]: readonly [string, ConditionValue]): Formulas {
  const translations: Readonly<Record<string, Translate>> = FORMULAS;
  const formulas = translations[field]?.(value);
  if (formulas === undefined) throw new Error(`no translation of \`${field}\` into Cedar`);
  return formulas;
}

const CONTACT_STATES: Readonly<Record<string, string>> = { email: 'email', phone_number: 'country' };

function isThere(name: string): string {
  const contact = CONTACT_STATES[name];
  if (contact !== undefined) return `context.${contact}.state != "absent"`;
  const attribute = `context.attributes[${quoted(name)}]`;
  return `(context.attributes has ${quoted(name)} && ${attribute}.state != "absent")`;
}

function listOf(value: ConditionValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function among(value: ConditionValue, path: string): string {
  return `[${listOf(value).map(quoted).join(', ')}].contains(${path})`;
}

function anyOf(value: ConditionValue, formula: (entry: string) => string): string {
  return listOf(value).map(formula).join(' || ');
}

function namedValues(map: string, value: ConditionValue): Formulas {
  const entries = value === true || Array.isArray(value) ? [] : Object.entries(value);
  return allOf(
    entries.map(([name, values]: [string, readonly string[]]) => {
      const has = `context.${map} has ${quoted(name)}`;
      const path = `context.${map}[${quoted(name)}]`;
      const { yes, no } = known(
        path,
        `[${values.map((one) => quoted(one.toLowerCase())).join(', ')}].contains(${path}.value)`,
        '',
      );
      return { yes: `(${has} && ${yes})`, no: `(!(${has}) || ${no})` };
    }),
  );
}

/** A test of a value that may be absent (no) or unreadable (neither yes nor no). */
function known(path: string, test: string, prefix = 'context.'): Formulas {
  const state = `${prefix}${path}.state`;
  return {
    yes: `(${state} == "given" && (${test}))`,
    no: `(${state} == "absent" || (${state} == "given" && !(${test})))`,
  };
}

function fits(path: string, entry: string): string {
  return entry.includes('*') ? `${path} like ${quoted(entry)}` : `${path} == ${quoted(entry)}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function contextOf(attempt: Attempt) {
  const { trigger, email, phone, client, userName, attributes, metadata, validationData, attested } = attempt;
  const numberOf = phone.kind === 'given' ? (RESOURCES.phoneCountry?.(phone.value.raw) ?? null) : null;
  const country = phone.kind === 'given' && numberOf === null ? 'malformed' : phone.kind;
  const provider = trigger !== 'external-provider' ? 'absent' : userName === null ? 'malformed' : 'given';
  const address = email.kind === 'given' ? email.value : { domain: '', folded: '', local: '' };
  return {
    trigger,
    keys: keysOf(attempt),
    email: {
      state: email.kind,
      domain: address.domain,
      folded: address.folded,
      local: address.local,
      disposable: RESOURCES.disposableDomain?.(address.domain) ?? false,
    },
    country: { state: country, value: numberOf ?? '' },
    client: textOf(client),
    userName: { state: userName === null ? 'malformed' : 'given', value: userName?.toLowerCase() ?? '' },
    provider: { state: provider, value: userName?.toLowerCase() ?? '' },
    attributes: { ...textsOf(attributes), email: { state: email.kind, value: address.folded } },
    metadata: textsOf(metadata),
    attestedEmail: attesterOf(attested.get('email')),
    attestedPhone: attesterOf(attested.get('phone_number')),
    validationData: textsOf(validationData),
  };
}

type Counts = Readonly<Record<string, string>>;

/** Every rule's count in a word. */
function countsOf({ rules }: PolicyDocument, counts: LimitOutcomes): Counts {
  return Object.fromEntries(
    rules.map(({ id, limit }) => {
      const outcome = counts.get(id);
      if (outcome === undefined || outcome.kind === 'unknown') return [id, 'unknown'];
      return [id, outcome.kind === 'flooded' || outcome.count > (limit?.count ?? 0) ? 'exceeded' : 'below'];
    }),
  );
}

/** What there is to count by. */
function keysOf({ email, phone, client, trigger }: Attempt): Readonly<Record<string, true>> {
  return {
    everybody: true,
    ...(email.kind === 'absent' ? {} : { emailDomain: true, mailbox: true }),
    ...(phone.kind === 'absent' ? {} : { phonePrefix: true, phoneCountry: true }),
    ...(client.kind === 'absent' ? {} : { client: true }),
    ...(trigger === 'external-provider' ? { provider: true } : {}),
  };
}

function attesterOf(by: string | undefined) {
  return { state: by === undefined ? 'absent' : 'given', value: by ?? '' };
}

function textOf(text: Given<string>) {
  return { state: text.kind, value: text.kind === 'given' ? text.value : '' };
}

function textsOf(texts: ReadonlyMap<string, Given<string>>) {
  return Object.fromEntries(
    [...texts].map(([name, text]) => {
      const { state, value } = textOf(text);
      return [name, { state, value: value.toLowerCase() }];
    }),
  );
}
