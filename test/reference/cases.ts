/**
 * Random policies, attempts and findings over few values, so that rules match and addresses collide often. Values are
 * written as people would write them; attempts hold what the parsers make of them.
 */
import {
  ABSENT,
  ALIAS_ATTRIBUTES,
  type AliasAttribute,
  type Attempt,
  type Given,
  given,
  MALFORMED,
  type Trigger,
} from '../../src/core/attempt.ts';
import type { ClaimOutcome } from '../../src/core/claims.ts';
import type { Resources } from '../../src/core/conditions/condition.ts';
import type { ConditionField } from '../../src/core/conditions/registry.ts';
import type { AliasFact, Failure, Holder } from '../../src/core/facts.ts';
import type { LimitDocument, LimitOutcome, LimitOutcomes } from '../../src/core/limits/limit.ts';
import type { ConditionSet, ConditionValue, PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import type { Findings } from '../../src/core/withholding.ts';
import { parseEmail } from '../../src/identity/email.ts';
import { parsePhone } from '../../src/identity/phone.ts';
import { EC_KEY, ED_KEY } from '../policy/file/keys.ts';
import type { Random } from './random.ts';

/** Addresses that are typed; the last ones are malformed. */
const EMAILS = [
  'bob@example.com',
  'BOB@Example.COM',
  'ann+news@example.com',
  'ann@mail.example.com',
  'bob@example.com',
  'ann+news@example.com',
  'eve@a.b.example.com',
  'eve@evil-example.com',
  'joe@example.org',
  'tom@throwaway.example.net',
  'tom@sub.throwaway.example.net',
  `bob@${['x', 'y', 'z'].map((letter) => letter.repeat(45)).join('.')}.example.com`,
  'bob@example.com ',
  'bob@@example.com',
  'bob@exa\u200bmple.com',
];
/** Addresses that policies list. */
const ADDRESSES = ['bob@example.com', 'joe@example.org', 'ann+news@example.com'];
const PHONES = [
  '+12065550100',
  '+12065550101',
  '+442071838751',
  '+442071838750',
  '+4915112345678',
  '+99912345',
  '2065550100',
  '+0123',
];
const CLIENTS = ['client1', 'client2', 'client3'];
const USERS = ['bob', 'google_123', 'CorpSAML_ann', 'googlex_1', 'Facebook_9'];
const TEAMS = ['sales', 'support', 'Sales'];
const DOMAINS = ['example.com', '*.example.com', 'mail.example.com', '*.b.example.com', 'example.org', 'other.example'];
const ATTESTERS = ['invitations', 'partner'];
const TRIGGERS: readonly Trigger[] = ['sign-up', 'external-provider', 'admin-create'];

const COUNTRY_CODES = [
  ['+1', 'US'],
  ['+44', 'GB'],
  ['+49', 'DE'],
  ['+33', 'FR'],
] as const;

/** Small data in place of the large: one throwaway domain, four country codes. */
export const RESOURCES: Resources = {
  disposableDomain: (domain) => /(?:^|\.)throwaway\.example\.net$/u.test(domain),
  registrableDomain: (domain) => domain.split('.').slice(-2).join('.'),
  mailbox: ({ local, domain }) => `${local.replace(/\+.*/u, '')}@${domain}`,
  phoneCountry: (number) => COUNTRY_CODES.find(([code]) => number.startsWith(code))?.[1] ?? null,
};

/** Random values of every condition, by its key. */
export const VALUES: Readonly<Record<ConditionField, (random: Random) => ConditionValue>> = {
  emailDomain: (random) => random.some(DOMAINS, 3),
  emailAddress: (random) => random.some(ADDRESSES, 2),
  emailTag: () => true,
  disposableEmail: () => true,
  phoneCountry: (random) => random.some(['US', 'GB', 'DE', 'FR'], 3),
  userName: (random) => random.some(['bob', 'Google_*', 'CorpSAML_ann', 'g*', 'facebook_9', 'googlex*'], 2),
  given: (random) => random.some(['email', 'phone_number', 'custom:team'], 2),
  attribute: (random) =>
    random.chance(15) ? { email: random.some(ADDRESSES, 2) } : namedValues(random, ['custom:team', 'custom:site']),
  metadata: (random) => namedValues(random, ['campaign', 'source']),
  validationData: (random) => namedValues(random, ['invite', 'source']),
  client: (random) => random.some(CLIENTS, 2),
  trigger: (random) => random.some(TRIGGERS, 2),
  provider: (random) => random.some(['Google', 'CorpSAML', 'Facebook'], 2),
  emailAttested: (random) => random.some(ATTESTERS, 2),
  phoneAttested: (random) => random.some(ATTESTERS, 2),
};
const MAKERS = Object.entries(VALUES);

/** Moments around which rules begin and end. */
export const TIMES: readonly string[] = [
  '2026-12-31T23:59:59.999Z',
  '2027-01-01T00:00:00Z',
  '2027-01-01T11:00:00Z',
  '2027-02-28T23:59:59Z',
  '2027-03-01T00:00:00Z',
];
const TERMS: readonly Pick<RuleDocument, 'from' | 'until'>[] = [
  { from: '2027-01-01' },
  { until: '2026-12-31' },
  { from: '2026-12-31T23:00:00-01:00', until: '2027-02-28' },
  { until: '2027-01-01T12:00:00+01:00' },
  { from: '2027-02-28' },
];

function namedValues(random: Random, names: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(random.some(names, 2).map((name) => [name, random.some(TEAMS, 3)]));
}

/** Up to so many conditions of any kind. */
export function randomConditions(random: Random, most: number): ConditionSet {
  const chosen = random.some(MAKERS, most);
  return Object.fromEntries(chosen.map(([field, make]) => [field, make(random)]));
}

const APPROVALS = Array.from({ length: 12 }, () => 'approve' as const);
const EFFECTS: readonly RuleDocument['then'][] = [...APPROVALS, 'code', 'deny', 'deny'];

/** A rule of any effect; it seldom stands without a condition. */
function randomRule(random: Random, index: number): RuleDocument {
  const when = random.chance(94) ? { when: randomConditions(random, random.chance(75) ? 1 : 3) } : {};
  const unless = random.chance(20) ? { unless: randomConditions(random, 2) } : {};
  const term = random.chance(12) ? random.pick(TERMS) : {};
  const observed = random.chance(6) ? { mode: 'observe' as const } : {};
  const base = { id: `${random.pick(['a', 'b', 'c'])}-${index}`, ...when, ...unless, ...term, ...observed };
  const effect: RuleDocument['then'] = random.pick(EFFECTS);
  if (effect === 'deny') return { ...base, then: 'deny', ...(random.chance(50) ? { message: `No ${index}` } : {}) };
  if (effect === 'code') return { ...base, then: 'code' };
  const verify = random.pick([
    ['email'],
    ['phone_number'],
    ['email', 'phone_number'],
    ['email', 'phone_number'],
    [],
  ] as const);
  return { ...base, then: 'approve', verify, acknowledge: 'tested' };
}

/** A policy of up to five rules. */
export function randomPolicy(random: Random): PolicyDocument {
  return withAttesters({
    version: 1,
    mode: random.pick(['enforce', 'enforce', 'enforce', 'enforce', 'enforce', 'observe', 'code-only']),
    rules: Array.from({ length: random.chance(4) ? 0 : 1 + random.below(5) }, (_, index) => randomRule(random, index)),
    otherwise: random.pick(['code', 'code', 'deny']),
    denyMessage: 'Not allowed',
    busyMessage: 'Try again',
    nameMessage: 'Another name',
    takenNames: 'refuse',
    collision: {
      holders: 'any',
      then: random.pick(['withhold', 'withhold', 'deny']),
      code: random.pick(['allow', 'allow', 'deny']),
      federated: random.pick(['allow', 'deny']),
      ...(random.chance(30) ? { message: 'Sign in instead' } : {}),
    },
    lookup: 'both',
    unavailable: { directory: random.pick(['code', 'deny']), claims: random.pick(['code', 'deny']), limits: 'code' },
  });
}

/** The attesters that conditions name; their keys are nobody's business here. */
function withAttesters(document: PolicyDocument): PolicyDocument {
  if (!JSON.stringify(document.rules).includes('Attested')) return document;
  return {
    ...document,
    attesters: [
      { id: 'invitations', keys: [ED_KEY], maxAge: '7d' },
      { id: 'partner', keys: [EC_KEY], maxAge: '1h' },
    ],
  };
}

/** An attempt as it is written down: null for what is absent, a number for what is no text. */
export type Typed = {
  readonly trigger: Trigger;
  readonly userName: string | null;
  readonly client: Text;
  readonly email: Text;
  readonly phone: Text;
  readonly attributes: Readonly<Record<string, Text>>;
  readonly metadata: Readonly<Record<string, Text>>;
  /** By attribute, whose valid attestation names the address. */
  readonly attested: Readonly<Partial<Record<AliasAttribute, string>>>;
  readonly validationData: Readonly<Record<string, Text>>;
};
type Text = string | number | null;

function address(random: Random, from: readonly string[]): Text {
  return random.chance(12) ? null : random.pick(from);
}

function text(random: Random, from: readonly string[]): Text {
  return random.chance(8) ? 7 : random.chance(10) ? null : random.pick(from);
}

function texts(random: Random, names: readonly string[]): Readonly<Record<string, Text>> {
  const kept = names.filter(() => random.chance(75));
  return Object.fromEntries(kept.map((name) => [name, text(random, TEAMS)]));
}

/** One statement names an attester, and one address or both. */
function statement(random: Random): Typed['attested'] {
  const by = random.chance(40) ? random.pick(ATTESTERS) : null;
  if (by === null) return {};
  return random.pick([{ email: by }, { phone_number: by }, { email: by, phone_number: by }]);
}

/** An attempt of any source, as typed. */
export function randomTyped(random: Random): Typed {
  return {
    trigger: random.chance(84) ? 'sign-up' : random.pick([...TRIGGERS, ...TRIGGERS, 'unknown']),
    userName: random.chance(4) ? null : random.pick(USERS),
    client: text(random, CLIENTS),
    email: address(random, EMAILS),
    phone: address(random, PHONES),
    attributes: texts(random, ['custom:team', 'custom:site']),
    metadata: texts(random, ['campaign', 'source']),
    attested: statement(random),
    validationData: texts(random, ['invite', 'source']),
  };
}

/** The attempt that was typed, as the shipped parsers read it. */
export function readTyped(typed: Typed): Attempt {
  const { trigger, userName, client, attributes, metadata, validationData } = typed;
  const email = read(typed.email, parseEmail);
  const phone = read(typed.phone, parsePhone);
  return {
    trigger,
    userPoolId: 'us-east-1_example',
    userName,
    client: read(client, same),
    email,
    phone,
    attributes: readAll(attributes),
    metadata: readAll(metadata),
    attested: new Map(
      ALIAS_ATTRIBUTES.flatMap((name): [AliasAttribute, string][] => {
        const by = typed.attested[name];
        const address = name === 'email' ? email : phone;
        return by === undefined || address.kind !== 'given' ? [] : [[name, by]];
      }),
    ),
    validationData: readAll(validationData),
  };
}

/** An attempt of any source. */
export function randomAttempt(random: Random): Attempt {
  return readTyped(randomTyped(random));
}

function read<T>(typed: Text, parse: (text: string) => T | null): Given<T> {
  if (typed === null) return ABSENT;
  const value = typeof typed === 'string' ? parse(typed) : null;
  return value === null ? MALFORMED : given(value);
}

function readAll(typed: Readonly<Record<string, Text>>): ReadonlyMap<string, Given<string>> {
  return new Map(Object.entries(typed).map(([name, value]) => [name, read(value, same)]));
}

function same(text: string): string {
  return text;
}

const NO_ANSWER: readonly Failure[] = [
  { call: 'listUsers', cause: 'timeout' },
  { call: 'adminGetUser', cause: 'access-denied' },
];

function randomFact(random: Random): AliasFact {
  if (random.chance(70)) return { kind: 'free', holders: [] };
  if (random.chance(40)) return { kind: 'unknown', failures: random.some(NO_ANSWER, 2) };
  const holder = (): Holder => {
    const userName = random.pick(USERS);
    const status = random.chance(70) ? 'CONFIRMED' : 'EXTERNAL_PROVIDER';
    if (random.chance(10)) return { userName, verified: true, enabled: true, status, carries: false };
    return { userName, verified: random.chance(50), enabled: random.chance(80), status };
  };
  return { kind: 'held', holders: Array.from({ length: 1 + random.below(2) }, holder) };
}

function randomClaim(random: Random): ClaimOutcome {
  if (random.chance(80)) return { kind: 'won' };
  if (random.chance(25)) return { kind: 'unknown', failure: { call: 'claims', cause: 'throttled' } };
  return random.pick([{ kind: 'marked' }, { kind: 'in-flight' }] as const);
}

/** What the shell may bring back. One write covers all addresses, so a failed one leaves all claims unknown. */
export function randomFindings(random: Random): Findings {
  const email = randomClaim(random);
  const phone = email.kind === 'unknown' ? email : randomClaim(random);
  const known = phone.kind === 'unknown' ? phone : email;
  return {
    facts: new Map([
      ['email', randomFact(random)],
      ['phone_number', randomFact(random)],
    ]),
    claims: new Map([
      ['email', known],
      ['phone_number', phone],
    ]),
  };
}

const LIMITS: readonly LimitDocument[] = [
  { by: 'everybody', count: 3, per: '1h' },
  { by: 'emailDomain', count: 1, per: '1m' },
  { by: 'mailbox', count: 5, per: '1d' },
  { by: 'phonePrefix', count: 3, per: '10m' },
  { by: 'phoneCountry', count: 3, per: '1h' },
  { by: 'client', count: 2, per: '1h' },
  { by: 'provider', count: 2, per: '1h' },
];

/** The policy with limits on some of the rules that may have one, and an answer for when they are not counted. */
export function withLimits(random: Random, document: PolicyDocument): PolicyDocument {
  const rules = document.rules.map((rule) =>
    rule.then === 'approve' || random.chance(50) ? rule : { ...rule, limit: random.pick(LIMITS) },
  );
  const limits = random.pick(['ignore', 'code', 'deny'] as const);
  return { ...document, rules, unavailable: { ...document.unavailable, limits } };
}

/** What counting may bring back, by the ids that random policies have. */
export function randomCounts(random: Random): LimitOutcomes {
  const outcome = (): LimitOutcome => {
    if (random.chance(80)) return { kind: 'counted', count: 1 + random.below(7) };
    if (random.chance(40)) return { kind: 'flooded' };
    return { kind: 'unknown', failure: { call: 'limits', cause: 'timeout' } };
  };
  const ids = ['a', 'b', 'c'].flatMap((name) => [0, 1, 2, 3, 4].map((index) => `${name}-${index}`));
  return new Map(ids.filter(() => random.chance(95)).map((id) => [id, outcome()]));
}
