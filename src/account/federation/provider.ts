/**
 * One pool of the run as the identity provider of others: domains for their hosted pages, app clients, the provider itself.
 * Made with the first probe that needs it and once a run; `clean-up.ts` takes the domains away before the pools.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import { type CallName, type CallOutput, objectIn, textIn } from '../call.ts';
import type { Federated, Federation, ProbePool, ProbeStage } from '../probe.ts';
import { NAME_PREFIX } from '../probe-stack.ts';
import { hasSignInForm } from './pages.ts';

/** What making it calls. */
export const FEDERATION_CALLS = [
  'cognito-idp:CreateUserPoolDomain',
  'cognito-idp:CreateUserPoolClient',
  'cognito-idp:CreateIdentityProvider',
] as const satisfies readonly CallName[];

/** With a capital, so that it shows what becomes of case. */
export const PROVIDER = 'VerifyAccount';

/** Where the application would be: nobody's, and never asked. */
export const CALLBACK = 'https://example.com/signed-in';

/** The plain pool as the provider of the other two; the error says what could not be made. */
export function federationOf(stage: ProbeStage): Promise<Result<Federation, string>> {
  return stage.federation(async () => {
    const source = await domainOf(stage, stage.pools.plain);
    if (!source.ok) return source;
    const alias = await federated(stage, stage.pools.alias, source.value);
    if (!alias.ok) return alias;
    const username = await federated(stage, stage.pools.username, source.value);
    return username.ok ? ok({ alias: alias.value, username: username.value }) : username;
  });
}

/** A domain: its prefix, where its pages are, and where Cognito says they are. Both are one but on a local AWS. */
type Domain = { readonly url: string; readonly official: string };

async function domainOf(stage: ProbeStage, pool: ProbePool): Promise<Result<Domain, string>> {
  const Domain = `${NAME_PREFIX}-${stage.unique()}`;
  // version 1 is the classic pages: a form, where managed login is a program
  const input = { UserPoolId: pool.id, Domain, ManagedLoginVersion: 1 };
  const made = await stage.call('cognito-idp:CreateUserPoolDomain', input);
  if (!made.ok) return fail(`no domain for hosted pages: ${made.error.name}`);
  const official = `https://${Domain}.auth.${regionOf(pool)}.amazoncognito.com`;
  return ok({ url: stage.pages.domainUrl(official), official });
}

/** Of a pool that the run made: it is where it was made. */
function regionOf({ id }: ProbePool): string {
  return id.slice(0, id.indexOf('_'));
}

async function federated(stage: ProbeStage, pool: ProbePool, source: Domain): Promise<Result<Federated, string>> {
  const own = await domainOf(stage, pool);
  if (!own.ok) return own;
  const provider = await providerFor(stage, pool, source, `${own.value.official}/oauth2/idpresponse`);
  if (provider !== null) return fail(provider);
  const client = await clientOf(stage, pool, { SupportedIdentityProviders: [PROVIDER], CallbackURLs: [CALLBACK] });
  if (client === null) return fail('no app client for hosted pages');
  const query = new URLSearchParams({
    ...{ client_id: textIn(client, 'ClientId'), response_type: 'code', scope: 'openid email' },
    ...{ redirect_uri: CALLBACK, identity_provider: PROVIDER },
  });
  const signInUrl = `${own.value.url}/oauth2/authorize?${query}`;
  return (await appears(stage, signInUrl))
    ? ok({ pool, signInUrl })
    : fail('the hosted pages did not show a sign-in form');
}

/** Makes the source a provider of a pool; gives a complaint. */
async function providerFor(
  stage: ProbeStage,
  pool: ProbePool,
  source: Domain,
  callback: string,
): Promise<string | null> {
  const { plain } = stage.pools;
  const client = await clientOf(stage, plain, { GenerateSecret: true, CallbackURLs: [callback] });
  if (client === null) return 'no app client for the provider';
  const issuer = `https://cognito-idp.${regionOf(plain)}.amazonaws.com/${plain.id}`;
  const made = await stage.call('cognito-idp:CreateIdentityProvider', {
    ...{ UserPoolId: pool.id, ProviderName: PROVIDER, ProviderType: 'OIDC' },
    ProviderDetails: {
      ...{ client_id: textIn(client, 'ClientId'), client_secret: textIn(client, 'ClientSecret') },
      ...{ authorize_scopes: 'openid email profile', attributes_request_method: 'GET', oidc_issuer: issuer },
      ...{ authorize_url: `${source.url}/oauth2/authorize`, token_url: `${source.url}/oauth2/token` },
      ...{ attributes_url: `${source.url}/oauth2/userInfo`, jwks_uri: `${issuer}/.well-known/jwks.json` },
    },
    AttributeMapping: { username: 'sub', email: 'email', email_verified: 'email_verified', nickname: 'nickname' },
  });
  return made.ok ? null : `no identity provider: ${made.error.name}`;
}

async function clientOf(stage: ProbeStage, { id }: ProbePool, more: CallOutput): Promise<CallOutput | null> {
  const made = await stage.call('cognito-idp:CreateUserPoolClient', {
    ...{ UserPoolId: id, ClientName: 'hosted-pages', SupportedIdentityProviders: ['COGNITO'] },
    ...{ AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true },
    ...{ AllowedOAuthScopes: ['openid', 'email', 'profile'], ...more },
  });
  return made.ok ? objectIn(made.output, 'UserPoolClient') : null;
}

/** A fresh domain takes up to a minute. */
async function appears(stage: ProbeStage, url: string): Promise<boolean> {
  for (const until = stage.now() + stage.patience; ; ) {
    if (await hasSignInForm(stage.pages.ask, url, CALLBACK)) return true;
    if (stage.now() >= until) return false;
    await stage.pause(5_000);
  }
}
