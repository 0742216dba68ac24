/**
 * The users that the audits of these tests find something about, as ListUsers shows them.
 */

/** A user in short. */
export type Listed = {
  readonly name: string;
  readonly email?: string;
  readonly verified?: boolean;
  readonly phone?: string;
  readonly status?: string;
};

/** Ten users, most with something to find. */
export const USERS: readonly Listed[] = [
  { name: 'owner', email: 'shared@example.com', verified: true },
  { name: 'late', email: 'shared@example.com', status: 'UNCONFIRMED' },
  { name: 'upper', email: 'Twin@example.com', verified: true },
  { name: 'lower', email: 'twin@example.com' },
  { name: 'squatter', email: 'chief@example.com' },
  { name: 'stranger', email: 'somebody@example.org', verified: true },
  { name: 'Case', phone: '+12065550100' },
  { name: 'case', phone: '+12065550100' },
  { name: 'google_1', email: 'shared@example.com', status: 'EXTERNAL_PROVIDER' },
  { name: 'plain' },
];

/** A policy that approves one domain. */
export const POLICY = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [example.com] }
    then: approve
    verify: [email]
    acknowledge: for the test
otherwise: code
`;

/** A user as ListUsers shows it. */
export function listed({ name, email, verified, phone, status = 'CONFIRMED' }: Listed) {
  const attributes = {
    sub: `sub-${name}`,
    email,
    email_verified: verified === undefined ? undefined : String(verified),
    phone_number: phone,
  };
  const Attributes = Object.entries(attributes).flatMap(([Name, Value]) =>
    Value === undefined ? [] : [{ Name, Value }],
  );
  return { Username: name, Attributes, Enabled: true, UserStatus: status };
}
