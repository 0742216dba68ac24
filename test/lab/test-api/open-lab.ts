/**
 * A whole lab with the shipped trigger, as tests of an application have one, and the requests that they make of it.
 */
import { Hono } from 'hono';
import type { PoolKind } from '../../../src/lab/cognito/pool-kinds.ts';
import { type Lab, openLab } from '../../../src/lab/lab.ts';
import { shippedBundle } from '../../../src/lab/trigger/shipped-bundle.ts';
import { policyFolder } from '../../support/policy-folder.ts';
import { STAFF_POLICY } from '../../support/staff-policy.ts';
import { PASSWORD } from '../lab.ts';

/** What came back. */
export type Answered = { readonly status: number; readonly body: unknown };

/** A lab and who asks it. */
export type AppLab = {
  readonly lab: Lab;
  readonly get: (path: string) => Promise<Answered>;
  readonly send: (path: string, body?: unknown, method?: string) => Promise<Answered>;
  /** A call of Cognito's by the public client. */
  readonly cognito: (call: string, body: object) => Promise<Answered>;
  readonly signUp: (user: string, email: string) => Promise<Answered>;
  readonly close: () => Promise<void>;
};

/** Opens it. */
export async function openAppLab(pool: PoolKind = 'alias'): Promise<AppLab> {
  const bundle = await shippedBundle();
  if (!bundle.ok) throw new Error(bundle.error);
  const { file: policyFile, remove } = policyFolder(STAFF_POLICY);
  const settings = { bundle: bundle.value, policyFile, usersFile: null, port: 0, processes: 2, paceMs: 0, pool };
  const opened = await openLab(settings, () => new Hono());
  if (!opened.ok) throw new Error(opened.error);
  const lab = opened.value;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const answer = await fetch(`${lab.endpoint}${path}`, init);
    return { status: answer.status, body: await answer.json() };
  };
  const cognito = (call: string, body: object) =>
    ask('/', {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${call}` },
      body: JSON.stringify({ ClientId: lab.state.publicClient.id, ...body }),
    });
  return {
    lab,
    get: (path) => ask(path),
    send: (path, body = {}, method = 'POST') =>
      ask(path, { method, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    cognito,
    signUp: (Username, email) =>
      cognito('SignUp', { Username, Password: PASSWORD, UserAttributes: [{ Name: 'email', Value: email }] }),
    close: async () => {
      await lab.close();
      remove();
    },
  };
}
