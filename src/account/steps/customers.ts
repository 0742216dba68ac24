/** Sign-ups in the product's pool, by its own client and secret: made-up people of example.com. */
import { secretHash } from '../../identity/secret-hash.ts';
import { type CallAnswer, type CallName, listIn, objectIn, textIn } from '../call.ts';
import { attributeList, PROBE_PASSWORD } from '../people.ts';
import type { Product, Shop } from './step.ts';

/** What signing up and looking at who signed up calls. */
export const CUSTOMER_CALLS = [
  'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:SignUp',
  'cognito-idp:AdminGetUser',
] as const satisfies readonly CallName[];

/** Where customers sign up: read once a stack, since its pool and its client's secret stay as they are. */
export function shopReader({ call, outputs }: Pick<Product, 'call' | 'outputs'>): () => Promise<Shop> {
  let read: Shop | null = null;
  return async () => {
    if (read !== null) return read;
    const { UserPoolId: poolId = '', UserPoolClientId: clientId = '' } = await outputs();
    const described = await call('cognito-idp:DescribeUserPoolClient', { UserPoolId: poolId, ClientId: clientId });
    const secret = described.ok ? textIn(objectIn(described.output, 'UserPoolClient'), 'ClientSecret') : '';
    const shop = { poolId, clientId, secret };
    if (described.ok) read = shop;
    return shop;
  };
}

/** Signs somebody up in the pool of the product's stack. */
export async function signUpCustomer(
  product: Product,
  Username: string,
  attributes: Readonly<Record<string, string>>,
): Promise<CallAnswer> {
  const { clientId: ClientId, secret } = await product.shop();
  return product.call('cognito-idp:SignUp', {
    ClientId,
    Username,
    Password: PROBE_PASSWORD,
    UserAttributes: attributeList(attributes),
    ...(secret === '' ? {} : { SecretHash: secretHash(Username, ClientId, secret) }),
  });
}

/** A customer as the pool has them. */
export type Customer = { readonly status: string; readonly email: boolean; readonly phone: boolean };

/** Looks a customer up by user name; null where there is none. */
export async function customer(product: Product, Username: string): Promise<Customer | null> {
  const { poolId: UserPoolId } = await product.shop();
  const answer = await product.call('cognito-idp:AdminGetUser', { UserPoolId, Username });
  if (!answer.ok) return null;
  const pairs = listIn(answer.output, 'UserAttributes').map((each) => [textIn(each, 'Name'), textIn(each, 'Value')]);
  const attributes: Readonly<Record<string, string>> = Object.fromEntries(pairs);
  return {
    status: textIn(answer.output, 'UserStatus'),
    email: attributes['email_verified'] === 'true',
    phone: attributes['phone_number_verified'] === 'true',
  };
}

/**
 * Law 11, looked at from outside: the pool lets somebody sign up, whoever it calls or does not call. An account's mails of a
 * day may be used up; then Cognito says so, and has made the user all the same.
 */
export async function poolWorks(product: Product): Promise<boolean> {
  const name = product.unique();
  const answer = await signUpCustomer(product, name, { email: `${name}@example.com` });
  return answer.ok || (await customer(product, name)) !== null;
}
