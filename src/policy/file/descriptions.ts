/**
 * What editors and error messages say of each key of a policy file. The conditions describe themselves, in
 * `core/conditions/`. Words only: no rule of the language is decided here.
 */
import { ALIAS_ATTRIBUTES } from '../../core/attempt.ts';
import type { Description } from './described.ts';
import { EXAMPLE_ATTESTER, EXAMPLE_RULE, unprovedNeedsWhy } from './description-parts.ts';

/** Every key that is not a condition. */
export const DESCRIBED = {
  policy: {
    title: 'Sign-up policy',
    description: 'Who may sign up, whose address counts as verified without a code, and who must prove it.',
    examples: [{ version: 1, mode: 'enforce', rules: [EXAMPLE_RULE], otherwise: 'code' }],
  },
  version: { description: 'The version of this format.', examples: [1] },
  mode: {
    description:
      '`enforce`: act. `observe`: decide and log, but refuse and grant nothing. `code-only`: the emergency brake; denials hold, nobody is approved.',
    examples: ['enforce', 'observe', 'code-only'],
  },
  attesters: {
    description: 'Whose signed statements count as proof that their bearer controls an address.',
    examples: [[EXAMPLE_ATTESTER]],
  },
  attester: {
    description: 'One attester: its name, its public keys and how long its statements may live.',
    examples: [EXAMPLE_ATTESTER],
  },
  attesterId: {
    description: 'The name by which statements (`iss`) and conditions call it: lower-case letters, digits and hyphens.',
    examples: ['invitations'],
  },
  keys: {
    description: 'Its public keys: a JWK Set beside the policy. Removing one and publishing revokes it.',
    examples: [{ file: 'keys/prod/invitations.jwks.json' }],
  },
  keyPath: {
    description: "The JWK Set's path, relative to the policy's folder.",
    examples: ['keys/prod/invitations.jwks.json'],
  },
  maxAge: {
    description: 'The longest life of a statement that is accepted, from `iat` to `exp`.',
    examples: ['7d', '12h'],
  },
  rules: {
    description: 'The rules, as a set: their order means nothing. A denial beats a code, a code beats an approval.',
    examples: [[EXAMPLE_RULE]],
  },
  rule: {
    description: 'One rule: whom it is about and what becomes of them.',
    examples: [EXAMPLE_RULE],
    allOf: ALIAS_ATTRIBUTES.map((attribute) => unprovedNeedsWhy(attribute)),
  },
  id: {
    description: 'The name that the decision log shows: lower-case letters, digits and hyphens, unique in the file.',
    examples: ['staff', 'throwaway'],
  },
  when: {
    description: 'Whom the rule is about: every field must match, any value of a field may. Left out: everybody.',
    examples: [{ emailDomain: ['example.com'], trigger: ['sign-up'] }],
    minProperties: 1,
  },
  unless: {
    description: 'The exception, with the same fields: where all of them match, the rule does not apply.',
    examples: [{ emailAddress: ['intern@example.com'] }],
    minProperties: 1,
  },
  then: {
    description: "`approve`: confirm at once. `code`: Cognito's own flow with a one-time code. `deny`: refuse.",
    examples: ['approve', 'code', 'deny'],
  },
  verify: {
    description: 'What an approval marks as verified without a code, where it was given and nobody else holds it.',
    examples: [['email'], ['email', 'phone_number']],
  },
  acknowledge: {
    description:
      'Why whoever signs up may be trusted to own what they typed. An approval that verifies an address needs it, unless `when` wants that address attested.',
    examples: [EXAMPLE_RULE.acknowledge],
  },
  limit: {
    description:
      'The rule takes part only for attempts beyond this many with the same key. With `then: code` or `deny`: a limit never grants.',
    examples: [{ by: 'phonePrefix', count: 30, per: '1h' }],
  },
  limitBy: {
    description:
      'What is counted: attempts of one registrable domain, one mailbox, one range of numbers (seven digits), one country, app client or provider, or of everybody.',
    examples: ['phonePrefix', 'emailDomain', 'mailbox'],
  },
  limitCount: {
    description: 'So many attempts pass; the rule takes part for the next.',
    examples: [30],
  },
  limitPer: { description: 'Within which time, from `1m` to `1d`.', examples: ['1h', '10m', '1d'] },
  from: {
    description: 'The rule takes part from then on: a day, from its beginning in UTC, or a time with its zone.',
    examples: ['2027-01-01', '2027-01-01T09:00:00+01:00'],
  },
  until: {
    description: 'The rule takes part until then: a day, to its end in UTC, or a time with its zone.',
    examples: ['2027-03-31', '2027-03-31T12:00:00Z'],
  },
  ruleMode: {
    description: '`observe`: the rule is evaluated and logged, and takes no part in the decision.',
    examples: ['observe'],
  },
  message: {
    description: 'What whoever is refused reads. A constant, without a full stop: Cognito adds one.',
    examples: ['Please use a permanent email address'],
  },
  file: {
    description: "A text file with one value a line and `#` comments, relative to the policy's folder.",
    examples: [{ file: 'lists/partners.txt' }],
  },
  path: { description: "The file's path, relative to the policy's folder.", examples: ['lists/partners.txt'] },
  otherwise: {
    description: 'What becomes of whoever no rule matches. `deny` shuts first federated sign-ins out as well.',
    examples: ['code', 'deny'],
  },
  denyMessage: {
    description: 'What whoever is refused reads where the rule has no message. Without a full stop: Cognito adds one.',
    examples: ['This sign-up is not allowed'],
  },
  busyMessage: {
    description: 'What is said when another sign-up for the same address is under way. Without a full stop.',
    examples: ['Please try again in a moment'],
  },
  nameMessage: {
    description: 'What an approved sign-up under a user name that somebody has reads. Without a full stop.',
    examples: ['Please choose another user name'],
  },
  takenNames: {
    description:
      '`refuse`: an approval looks its user name up, and one that is taken is refused and claims nothing. `ignore`: no look-up.',
    examples: ['refuse', 'ignore'],
  },
  collision: {
    description: 'What it means that an address already belongs to somebody.',
    examples: [{ holders: 'any', then: 'withhold', code: 'deny', federated: 'deny' }],
  },
  holders: {
    description:
      '`any`: whoever has the address, verified or not, holds it. `verified`: unverified holders do not count.',
    examples: ['any', 'verified'],
  },
  collisionThen: {
    description:
      'Approvals. `withhold`: do not verify a held address. `deny`: refuse where somebody owns it, which tells that they do.',
    examples: ['withhold', 'deny'],
  },
  collisionCode: {
    description:
      'Sign-ups by code. `deny`: refuse where somebody else owns one of their addresses, which tells that they do.',
    examples: ['allow', 'deny'],
  },
  collisionFederated: {
    description:
      'First federated sign-ins. `deny`: refuse where somebody else owns one of their addresses, another provider included.',
    examples: ['allow', 'deny'],
  },
  collisionMessage: {
    description: 'What whoever is refused over an address reads; `denyMessage` if left out. Without a full stop.',
    examples: ['You already have an account here. Sign in instead'],
  },
  lookup: {
    description: 'How to find out who holds an address: `list` (ListUsers), `alias` (AdminGetUser), or `both`.',
    examples: ['both', 'list', 'alias'],
  },
  unavailable: {
    description: 'What becomes of an approval when a dependency gives no answer.',
    examples: [{ directory: 'code', claims: 'deny', companion: 'deny', limits: 'code' }],
  },
  directory: { description: 'When the pool cannot be asked who holds an address.', examples: ['code', 'deny'] },
  limits: {
    description:
      'When nobody can say how often a key was seen: `ignore` the limit, or let sign-ups take the `code`, or `deny` them.',
    examples: ['code', 'ignore', 'deny'],
  },
  claims: {
    description: 'When the claim table gives no answer. `code` lets an address move in a rare race.',
    examples: ['deny', 'code'],
  },
  companion: {
    description:
      'When the function that the pool called before the guard gives no answer. `code` lets through whom it might have refused.',
    examples: ['deny', 'code'],
  },
} as const satisfies Readonly<Record<string, Description>>;
