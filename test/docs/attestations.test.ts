/**
 * docs/attestations.md: its snippets run as they stand, and the trigger takes what they make. Python's and Go's are run by
 * the contract tests, which install their libraries.
 */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ATTESTATION_RESULTS } from '../../src/core/attestation.ts';
import { secretHash } from '../../src/identity/secret-hash.ts';
import { parse } from '../policy/file/read.ts';
import { type InvitedLab, startInvitedLab } from '../support/invited-lab.ts';
import { snippetsOf } from '../support/snippets.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE = 'docs/attestations.md';

let invited: InvitedLab;
beforeAll(async () => {
  invited = await startInvitedLab();
  symlinkSync(join(ROOT, 'node_modules'), join(invited.folder, 'node_modules'));
  vi.stubEnv('INVITATIONS_KEY', invited.privateKey);
  vi.stubEnv('USER_POOL_ID', invited.lab.userPoolId);
  vi.stubEnv('AWS_ENDPOINT_URL', invited.lab.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await invited.stop();
});

/** A snippet as a module that other code imports. */
async function moduleOf<T>(snippet: string | undefined, name: string): Promise<T> {
  const file = join(invited.folder, `${name}.mjs`);
  writeFileSync(file, snippet ?? '');
  return await import(/* @vite-ignore */ pathToFileURL(file).href);
}

/** The lab's own client has a secret, which a browser's must not have. */
function withSecret(snippet = ''): string {
  return snippet.replace('ClientId: clientId,', 'ClientId: clientId, SecretHash: hashOf(username),');
}

type Backend = { readonly attest: (email: string) => Promise<string> };
type Page = {
  readonly signUp: (...words: readonly string[]) => Promise<{ readonly UserConfirmed?: boolean }>;
};

describe('the snippets', () => {
  it('in JavaScript make a statement and sign up with it', async () => {
    const snippets = snippetsOf(PAGE, 'js');
    const backend = await moduleOf<Backend>(
      snippets.find((code) => code.includes("from 'jose'")),
      'backend',
    );
    const page = await moduleOf<Page>(withSecret(snippets.find((code) => code.includes('SignUpCommand'))), 'page');
    const { clientId: client, clientSecret } = invited.lab;
    vi.stubGlobal('hashOf', (username: string) => secretHash(username, client, clientSecret));
    const attestation = await backend.attest('ann@example.com');

    const ann = await page.signUp(client, 'ann', 'Correct-horse-1', 'ann@example.com', attestation);
    const eve = await page.signUp(client, 'eve', 'Correct-horse-1', 'eve@example.com', attestation);

    expect([ann.UserConfirmed, eve.UserConfirmed]).toEqual([true, false]);
    const cognito = new CognitoIdentityProviderClient({ region: 'us-east-1' });
    const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: invited.lab.userPoolId, Username: 'ann' }));
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    cognito.destroy();
  }, 60_000);

  it('are a dozen lines each at most, imports and blank lines aside', () => {
    const all = ['js', 'python', 'go'].flatMap((language) => snippetsOf(PAGE, language));
    const linesOf = (code: string) =>
      code.split('\n').filter((line) => line !== '' && !/^(?:import|from) /u.test(line));

    expect(all).toHaveLength(5);
    expect(all.map((code) => linesOf(code).length).filter((lines) => lines > 12)).toEqual([]);
  });

  it('in YAML are parts of a valid policy', () => {
    const [snippet = ''] = snippetsOf(PAGE, 'yaml');
    const keys = { 'keys/prod/invitations.jwks.json': '{"keys":[]}' };

    expect(parse(`version: 1\nmode: enforce\notherwise: code\n${snippet}`, keys)).toMatchObject({ ok: true });
  });
});

it('the page names every result', () => {
  const text = readFileSync(join(ROOT, PAGE), 'utf8');

  expect(ATTESTATION_RESULTS.filter((result) => !text.includes(`\`${result}\``))).toEqual([]);
});
