/** What a run costs: the users that it makes, since every other thing of it costs less than ten cents together. Pure. */
import type { AccountCaller } from './call.ts';

/** Users that a run makes count once as monthly users of the account, in US dollars each at most. */
export const USD_A_USER = 0.015;

/** What a run made, and what that costs at most. */
export type RunCost = { readonly calls: number; readonly users: number; readonly usd: number };

const MAKES_USERS = ['cognito-idp:SignUp', 'cognito-idp:AdminCreateUser'];

/** At most, in whole cents. */
export function usdFor(users: number): number {
  return Math.ceil(users * USD_A_USER * 100) / 100;
}

/** The same caller, counted. */
export function counting(call: AccountCaller): { readonly call: AccountCaller; readonly cost: () => RunCost } {
  let [calls, users] = [0, 0];
  return {
    call: async (name, input, once) => {
      const answer = await call(name, input, once);
      calls += 1;
      if (answer.ok && MAKES_USERS.includes(name)) users += 1;
      return answer;
    },
    cost: () => ({ calls, users, usd: usdFor(users) }),
  };
}
