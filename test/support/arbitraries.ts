/**
 * Random attempts, policies and findings over few values, so that rules match and addresses collide often. A generator
 * that rarely collides proves nothing.
 */
import fc from 'fast-check';
import { ABSENT, type Attempt, type Given, given, MALFORMED } from '../../src/core/attempt.ts';
import type { ClaimOutcome } from '../../src/core/claims.ts';
import type { AliasFact, Holder } from '../../src/core/facts.ts';
import type { ConditionSet, PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import type { Findings } from '../../src/core/withholding.ts';
import { parseEmail } from '../../src/identity/email.ts';
import { parsePhone } from '../../src/identity/phone.ts';

const LONG = ['x', 'y', 'z'].map((letter) => letter.repeat(50)).join('.');
const EMAILS = [
  'bob@example.com',
  'eve+tag@mail.example.com',
  'ann@example.org',
  'BOB@Example.com',
  'not an address',
  // beyond what AdminGetUser takes, and beyond what ListUsers takes
  `bob@${LONG}.example.com`,
  `${'b'.repeat(60)}@${LONG}.${'w'.repeat(28)}.example.com`,
];
const PHONES = ['+12065550100', '+12065550101', '5550100'];

function givenOf<T>(text: string, parse: (text: string) => T | null): Given<T> {
  const value = parse(text);
  return value === null ? MALFORMED : given(value);
}

/** Attempts of every source. */
export const attempts: fc.Arbitrary<Attempt> = fc
  .record({
    trigger: fc.constantFrom(
      'sign-up',
      'sign-up',
      'sign-up',
      'sign-up',
      'sign-up',
      'external-provider',
      'admin-create',
      'unknown',
    ),
    userPoolId: fc.constant('us-east-1_example'),
    userName: fc.constantFrom('user-1', 'user-2', 'google_123'),
    client: fc.constantFrom(given('client1'), given('client2'), ABSENT),
    email: fc
      .option(fc.constantFrom(...EMAILS), { nil: null })
      .map((e) => (e === null ? ABSENT : givenOf(e, parseEmail))),
    phone: fc
      .option(fc.constantFrom(...PHONES), { nil: null })
      .map((p) => (p === null ? ABSENT : givenOf(p, parsePhone))),
    attributes: fc.constantFrom(new Map(), new Map([['custom:team', given('sales')]])),
    metadata: fc.constant(new Map()),
    validationData: fc.constant(new Map()),
    attested: fc.constantFrom<Attempt['attested']>(
      new Map(),
      new Map(),
      new Map([['email', 'invitations']]),
      new Map([['phone_number', 'invitations']]),
      new Map([
        ['email', 'partner'],
        ['phone_number', 'partner'],
      ]),
    ),
  })
  .map((attempt) => ({ ...attempt, attested: ofAddresses(attempt) }));

/** No statement counts for an address that is not there. */
function ofAddresses({ attested, email, phone }: Pick<Attempt, 'attested' | 'email' | 'phone'>): Attempt['attested'] {
  return new Map([...attested].filter(([name]) => (name === 'email' ? email : phone).kind === 'given'));
}

const conditions: fc.Arbitrary<ConditionSet> = fc.oneof(
  fc
    .subarray(['example.com', '*.example.com', 'example.org'], { minLength: 1 })
    .map((emailDomain) => ({ emailDomain })),
  fc.constant({ emailAddress: ['bob@example.com'] }),
  fc.constant({ emailTag: true as const }),
  fc.constantFrom<ConditionSet>(
    { given: ['phone_number'] },
    { given: ['email', 'custom:team'] },
    { userName: ['user-1', 'g*'] },
  ),
  fc.constantFrom({ client: ['client1'] }, { client: ['client1', 'client2'] }),
  fc.constantFrom(
    { trigger: ['sign-up'] },
    { trigger: ['admin-create'] },
    { trigger: ['external-provider', 'sign-up'] },
  ),
  fc.constant({ emailDomain: ['example.com'], client: ['client1'] }),
  fc.constantFrom({ emailAttested: ['invitations'] }, { phoneAttested: ['invitations', 'partner'] }),
);

function ruleOf(
  id: string,
  then: RuleDocument['then'],
  when: ConditionSet | undefined,
  unless: ConditionSet | undefined,
  verify: readonly ('email' | 'phone_number')[],
): RuleDocument {
  const base = { id, then, ...(when === undefined ? {} : { when }), ...(unless === undefined ? {} : { unless }) };
  return then === 'approve' ? { ...base, verify, acknowledge: 'tested' } : base;
}

const BOTH = ['email', 'phone_number'] as const;

/** Valid rules; ids are unique per index only when made by `documents`. */
export const rules = (id: string, then: fc.Arbitrary<RuleDocument['then']>): fc.Arbitrary<RuleDocument> =>
  fc
    .tuple(
      then,
      fc.option(conditions, { nil: undefined, freq: 2 }),
      fc.option(conditions, { nil: undefined, freq: 1 }),
      fc.constantFrom<readonly ('email' | 'phone_number')[]>([], ['email'], ['phone_number'], BOTH, BOTH, BOTH),
    )
    .map(([effect, when, unless, verify]) => ruleOf(id, effect, when, unless, verify));

const effects = fc.constantFrom<RuleDocument['then']>(
  'approve',
  'approve',
  'approve',
  'approve',
  'approve',
  'approve',
  'code',
  'deny',
);

/** Valid policy documents of up to four rules. */
export const documents: fc.Arbitrary<PolicyDocument> = fc.record({
  version: fc.constant(1 as const),
  mode: fc.constantFrom('enforce', 'enforce', 'enforce', 'enforce', 'enforce', 'observe', 'code-only'),
  rules: fc
    .integer({ min: 0, max: 4 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => rules(`rule-${index}`, effects)))),
  otherwise: fc.constantFrom('code', 'deny'),
  denyMessage: fc.constant('This sign-up is not allowed'),
  busyMessage: fc.constant('Please try again in a moment'),
  nameMessage: fc.constant('Please choose another user name'),
  takenNames: fc.constantFrom('refuse', 'ignore'),
  collision: fc.record({
    holders: fc.constantFrom('any', 'verified'),
    code: fc.constantFrom('allow', 'allow', 'deny'),
    federated: fc.constantFrom('allow', 'deny'),
    then: fc.constantFrom('withhold', 'withhold', 'deny'),
  }),
  lookup: fc.constantFrom('both', 'list', 'alias'),
  unavailable: fc.record({
    directory: fc.constantFrom('code', 'deny'),
    claims: fc.constantFrom('code', 'deny'),
    companion: fc.constantFrom('code', 'deny'),
    limits: fc.constantFrom('ignore', 'code', 'deny'),
  }),
});

/** A holder of an alias. One user never came by a provider to one look-up and not to the other: the name tells. */
export const holders: fc.Arbitrary<Holder> = fc
  .record({
    local: fc.constantFrom('owner-1', 'owner-2'),
    verified: fc.boolean(),
    enabled: fc.boolean(),
    status: fc.constantFrom('CONFIRMED', 'UNCONFIRMED', 'EXTERNAL_PROVIDER'),
  })
  .map(({ local, status, ...flags }) => {
    return { userName: status === 'EXTERNAL_PROVIDER' ? `google_${local}` : local, status, ...flags };
  });

const facts: fc.Arbitrary<AliasFact> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<AliasFact>({ kind: 'free', holders: [] }) },
  {
    weight: 1,
    arbitrary: fc
      .array(holders, { minLength: 1, maxLength: 2 })
      .map((held): AliasFact => ({ kind: 'held', holders: held })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<AliasFact>({ kind: 'unknown', failures: [{ call: 'listUsers', cause: 'timeout' }] }),
  },
);

const outcomes: fc.Arbitrary<ClaimOutcome> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<ClaimOutcome>({ kind: 'won' }) },
  { weight: 1, arbitrary: fc.constant<ClaimOutcome>({ kind: 'marked' }) },
  { weight: 1, arbitrary: fc.constant<ClaimOutcome>({ kind: 'in-flight' }) },
  {
    weight: 1,
    arbitrary: fc.constant<ClaimOutcome>({ kind: 'unknown', failure: { call: 'claims', cause: 'timeout' } }),
  },
);

/** What the shell may bring back; sometimes an answer is missing altogether. */
export const findings: fc.Arbitrary<Findings> = fc
  .record({
    email: facts,
    phone: facts,
    emailClaim: outcomes,
    phoneClaim: outcomes,
    missing: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ email, phone, emailClaim, phoneClaim, missing }) => ({
    facts: new Map(
      missing === 0
        ? []
        : [
            ['email', email],
            ['phone_number', phone],
          ],
    ),
    claims: new Map(
      missing === 1
        ? []
        : [
            ['email', emailClaim],
            ['phone_number', phoneClaim],
          ],
    ),
  }));
