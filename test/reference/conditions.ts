/**
 * The conditions as plainly as possible, over the document: one sentence of the policy language each. Shares nothing with
 * `src/` but types.
 */
import type { Attempt, Given } from '../../src/core/attempt.ts';
import type { Resources } from '../../src/core/conditions/condition.ts';
import type { ConditionField } from '../../src/core/conditions/registry.ts';
import type { ConditionSet, ConditionValue } from '../../src/core/policy.ts';

/** Three-valued truth, spelled out here once more on purpose. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A whole `when` or `unless`: yes if every condition is, no if any is, else unknown. */
export function halfOf(set: ConditionSet, attempt: Attempt, resources: Resources): Answer {
  return together(Object.entries(set), ([field, wanted]) => answerOf(field, wanted, attempt, resources));
}

function together<T>(parts: readonly T[], ask: (part: T) => Answer): Answer {
  let whole: Answer = 'yes';
  for (const part of parts) {
    const answer = ask(part);
    if (answer === 'no') return 'no';
    if (answer === 'unknown') whole = 'unknown';
  }
  return whole;
}

type Ask = (wanted: ConditionValue, attempt: Attempt, resources: Resources) => Answer;

/** Every condition, by its key. */
export const ANSWERS: Readonly<Record<ConditionField, Ask>> = {
  emailDomain: (wanted, { email }) =>
    of(email, ({ domain }) => listOf(wanted).some((entry) => fitsDomain(domain, entry))),
  emailAddress: (wanted, { email }) => of(email, ({ folded }) => listOf(wanted).some((entry) => entry === folded)),
  emailTag: (_, { email }) => of(email, ({ local }) => local.includes('+')),
  disposableEmail: (_, { email }, resources) => of(email, ({ domain }) => resources.disposableDomain?.(domain) ?? null),
  phoneCountry: (wanted, { phone }, resources) =>
    of(phone, ({ raw }) => {
      const country = resources.phoneCountry?.(raw) ?? null;
      return country === null ? null : listOf(wanted).some((entry) => entry === country);
    }),
  userName: (wanted, { userName }) => {
    if (userName === null) return 'unknown';
    return listOf(wanted).some((entry) => fitsName(userName.toLowerCase(), entry.toLowerCase())) ? 'yes' : 'no';
  },
  given: (wanted, attempt) => (listOf(wanted).some((name) => isThere(attempt, name)) ? 'yes' : 'no'),
  attribute: (wanted, { attributes, email }) => {
    const address: Given<string> = email.kind === 'given' ? { kind: 'given', value: email.value.folded } : email;
    return named(wanted, new Map([...attributes, ['email', address]]));
  },
  metadata: (wanted, attempt) => named(wanted, attempt.metadata),
  validationData: (wanted, attempt) => named(wanted, attempt.validationData),
  client: (wanted, { client }) => of(client, (id) => listOf(wanted).some((entry) => entry === id)),
  trigger: (wanted, { trigger }) => (listOf(wanted).some((entry) => entry === trigger) ? 'yes' : 'no'),
  provider: (wanted, { trigger, userName }) => {
    if (trigger !== 'external-provider') return 'no';
    if (userName === null) return 'unknown';
    return listOf(wanted).some((entry) => userName.toUpperCase().startsWith(`${entry.toUpperCase()}_`)) ? 'yes' : 'no';
  },
  emailAttested: (wanted, { attested }) => provedBy(wanted, attested.get('email')),
  phoneAttested: (wanted, { attested }) => provedBy(wanted, attested.get('phone_number')),
};

/** A statement that is not valid is none, so this is never in doubt. */
function provedBy(wanted: ConditionValue, by: string | undefined): Answer {
  return listOf(wanted).some((entry) => entry === by) ? 'yes' : 'no';
}

/** One condition; a field that nobody knows cannot be told. */
function answerOf(field: string, wanted: ConditionValue, attempt: Attempt, resources: Resources): Answer {
  const asks: Readonly<Record<string, Ask>> = ANSWERS;
  return asks[field]?.(wanted, attempt, resources) ?? 'unknown';
}

function fitsName(name: string, entry: string): boolean {
  return entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry;
}

function isThere(attempt: Attempt, name: string): boolean {
  const found =
    name === 'email' ? attempt.email : name === 'phone_number' ? attempt.phone : attempt.attributes.get(name);
  return found !== undefined && found.kind !== 'absent';
}

function listOf(wanted: ConditionValue): readonly string[] {
  return Array.isArray(wanted) ? wanted : [];
}

/** `example.com` is itself; `*.example.com` is anything that ends in its labels and has more of them. */
function fitsDomain(domain: string, entry: string): boolean {
  const have = domain.split('.').reverse();
  const labels = entry.split('.').reverse();
  if (labels[labels.length - 1] !== '*') return domain === entry;
  const parents = labels.slice(0, -1);
  return have.length > parents.length && parents.every((label, index) => label === have[index]);
}

function named(wanted: ConditionValue, held: ReadonlyMap<string, Given<string>>): Answer {
  if (wanted === true || Array.isArray(wanted)) return 'unknown';
  return together(Object.entries(wanted), ([name, values]: [string, readonly string[]]) => {
    const value = held.get(name);
    return value === undefined
      ? 'no'
      : of(value, (text) => values.some((one) => one.toLowerCase() === text.toLowerCase()));
  });
}

/** Absent matches nothing; what cannot be read, or not be told (null), is unknown. */
function of<T>(value: Given<T>, test: (value: T) => boolean | null): Answer {
  if (value.kind === 'absent') return 'no';
  const holds = value.kind === 'malformed' ? null : test(value.value);
  return holds === null ? 'unknown' : holds ? 'yes' : 'no';
}
