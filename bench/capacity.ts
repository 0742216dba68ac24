/**
 * How many sign-ups a second Cognito's quotas allow, by the calls that one makes: README's table is this. Quotas are of an
 * account and Region, as AWS gives them at first (F3.11).
 */

/** Requests a second. UserCreation counts SignUp and ConfirmSignUp together; ListUsers' cannot be raised. */
const QUOTAS = { UserCreation: 50, ListUsers: 30, AdminGetUser: 120 } as const;

/** Calls of one sign-up. */
export type Calls = Readonly<Record<keyof typeof QUOTAS, number>>;

/** Sign-ups a second, and the quota that is used up first. */
function capacityOf(calls: Calls): { readonly perSecond: number; readonly bound: keyof typeof QUOTAS } {
  const names = ['UserCreation', 'ListUsers', 'AdminGetUser'] as const;
  const limits = names.flatMap((bound) =>
    calls[bound] === 0 ? [] : [{ bound, perSecond: Math.floor(QUOTAS[bound] / calls[bound]) }],
  );
  return limits.reduce((least, limit) => (limit.perSecond < least.perSecond ? limit : least), {
    bound: 'UserCreation',
    perSecond: QUOTAS.UserCreation,
  });
}

/** One row of the table. */
export function capacityRow(title: string, calls: Calls): string {
  const { perSecond, bound } = capacityOf(calls);
  return `| ${title} | ${calls.UserCreation} | ${calls.ListUsers} | ${calls.AdminGetUser} | ${perSecond} | ${bound} |`;
}
