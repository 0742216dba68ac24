/**
 * The format of `policies/<environment>.cases.yaml`: named sign-ups, who holds their addresses already, and what must
 * become of them. The format only; running them is the command line's.
 */
import * as z from 'zod/mini';
import { ALIAS_ATTRIBUTES, NAMED_TRIGGERS } from '../../core/attempt.ts';
import { BECAUSES, OUTCOMES, REASONS } from '../../core/decision.ts';
import { type Description, described } from '../file/described.ts';

const text = z.string().check(z.minLength(1));
const attributes = z.array(z.enum(ALIAS_ATTRIBUTES));
const names = z.record(text, z.string());

function say<T extends z.ZodMiniType>(schema: T, description: string, ...examples: readonly unknown[]): T {
  const words: Description = { description, examples };
  return described(schema, words);
}

/** The sign-up of a case. */
export const AttemptSchema = z.strictObject({
  email: z.optional(say(z.string(), 'The address as typed, well-formed or not.', 'ada@example.com')),
  phone: z.optional(say(z.string(), 'The phone number as typed, in quotes.', '+12065550100')),
  user: z.optional(say(z.string(), 'The user name.', 'ada')),
  client: z.optional(say(z.string(), 'The app client id.', '1example23456789')),
  trigger: z.optional(say(z.enum(NAMED_TRIGGERS), 'How the user is made; `sign-up` if left out.', 'sign-up')),
  provider: z.optional(say(z.string(), 'The identity provider of a first federated sign-in.', 'Google')),
  attributes: z.optional(say(names, 'Other user attributes, by their full name.', { 'custom:team': 'sales' })),
  metadata: z.optional(say(names, 'Client metadata.', { campaign: 'spring' })),
  attested: z.optional(
    say(
      z.strictObject({
        email: z.optional(say(text, 'The attester of the email.', 'invitations')),
        phone: z.optional(say(text, 'The attester of the phone number.', 'sms')),
      }),
      'Whose valid attestation names the address.',
      { email: 'invitations' },
    ),
  ),
  validationData: z.optional(say(names, 'Validation data.', { invited: 'yes' })),
});

/** A user who is in the pool already. */
export const HolderSchema = z.strictObject({
  user: say(text, 'The user name of the holder.', 'bob'),
  email: z.optional(say(z.string(), 'The address that the user holds.', 'ada@example.com')),
  phone: z.optional(say(z.string(), 'The number that the user holds, in quotes.', '+12065550100')),
  verified: z.optional(say(attributes, 'Which of them are verified; none if left out.', ['email'])),
  enabled: z.optional(say(z.boolean(), 'Whether the user may sign in; true if left out.', true)),
  status: z.optional(say(text, "Cognito's status of the user; `CONFIRMED` if left out.", 'CONFIRMED', 'UNCONFIRMED')),
});

/** An attribute that is not to be verified, and why. */
export const WithheldSchema = z.strictObject({
  attribute: say(z.enum(ALIAS_ATTRIBUTES), 'The attribute that was not verified.', 'email'),
  because: say(z.enum(BECAUSES), 'Why it was not.', 'held'),
});

/** What must become of a sign-up. */
export const ExpectationSchema = z.strictObject({
  outcome: say(z.enum(OUTCOMES), 'What becomes of the sign-up.', 'approve', 'code'),
  reason: z.optional(say(z.enum(REASONS), 'The reason that the log gives.', 'rule', 'otherwise', 'collision')),
  rules: z.optional(say(z.array(text), 'The ids of every rule that decided, in any order.', ['staff'])),
  verified: z.optional(say(attributes, 'Exactly what is verified.', ['email'])),
  withheld: z.optional(
    say(z.array(WithheldSchema), 'Exactly what was withheld, and why.', [{ attribute: 'email', because: 'held' }]),
  ),
  message: z.optional(say(text, 'What whoever is refused reads.', 'Please use a permanent email address')),
});

/** One case. */
export const CaseSchema = z.strictObject({
  name: say(text, 'What the case shows; unique in the file.', 'staff are confirmed at once'),
  at: z.optional(
    say(
      text,
      'When: a day from its beginning in UTC, or a time with its zone; now if left out.',
      '2027-03-31T12:00:00Z',
    ),
  ),
  attempt: say(AttemptSchema, 'The sign-up.', { email: 'ada@example.com' }),
  holders: z.optional(
    say(z.array(HolderSchema), 'Users who are in the pool already; nobody if left out.', [
      { user: 'bob', email: 'ada@example.com' },
    ]),
  ),
  seen: z.optional(
    say(
      z.record(text, z.int().check(z.gte(0))),
      'By rule with a `limit`, how many attempts with the same key came before, within its time; none if left out.',
      { 'sms-flood': 30 },
    ),
  ),
  expect: say(ExpectationSchema, 'What must become of it. Only what is named here is compared.', {
    outcome: 'approve',
  }),
});

const EXAMPLE = {
  name: 'staff are confirmed at once',
  attempt: { email: 'ada@example.com' },
  expect: { outcome: 'approve', verified: ['email'] },
};

/** The schema of a cases file. */
export const CasesSchema = described(
  z.strictObject({
    cases: say(z.array(CaseSchema).check(z.minLength(1)), 'The cases, each on its own: none sees what another left.', [
      EXAMPLE,
    ]),
  }),
  {
    title: 'Policy cases',
    description: 'Sign-ups that a policy must decide in a known way.',
    examples: [{ cases: [EXAMPLE] }],
  },
);

/** A file of holders alone, for one attempt. */
export const HoldersSchema = z.strictObject({ holders: z.array(HolderSchema) });

/** A cases file. */
export type Cases = z.infer<typeof CasesSchema>;

/** One case. */
export type Case = Cases['cases'][number];
