/**
 * A pool as text and back, so that a scene survives a restart: its users with their codes, and the client they sign up
 * through. Must take nothing on trust: the file may have been edited.
 */

import * as z from 'zod/mini';
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../core/attempt.ts';
import { parseJson } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { USER_STATUSES, type User } from '../sim/pool.ts';
import { POOL_KINDS, type PoolKind, poolKindOf } from './cognito/pool-kinds.ts';
import type { AppClient, LabState, PublicClient } from './state.ts';

/** What is saved. A file of before there was a choice has an alias pool and no public client. */
export type SavedPool = {
  readonly pool: PoolKind;
  readonly client: AppClient;
  readonly publicClient: PublicClient | null;
  readonly users: readonly User[];
};

const aliasName = z.enum(ALIAS_ATTRIBUTES);
const code = z.object({ code: z.string(), attribute: aliasName, value: z.string(), sentAt: z.number() });
const user = z.object({
  userName: z.string().check(z.minLength(1), z.maxLength(128)),
  sub: z.string(),
  status: z.enum(USER_STATUSES),
  enabled: z.boolean(),
  attributes: z.record(z.string(), z.string()),
  password: z.nullable(z.string()),
  passwordSetAt: z.optional(z.number()),
  passwordCode: z._default(z.nullable(code), null),
  createdAt: z.number(),
  modifiedAt: z.number(),
  signUpCode: z.nullable(code),
  attributeCodes: z.array(code),
});

const clientId = z.string().check(z.regex(/^\w+$/u));

const Saved = z.object({
  version: z.literal(1),
  pool: z._default(z.enum(POOL_KINDS), 'alias'),
  client: z.object({ id: clientId, secret: z.string().check(z.minLength(1)) }),
  publicClient: z._default(z.nullable(z.object({ id: clientId })), null),
  users: z.array(user),
});

/** A pool as text. */
export function savedText({ pool: { settings, users }, client, publicClient }: LabState): string {
  const pool = poolKindOf(settings.signIn);
  const plain = [...users.values()].map((one) => ({
    ...one,
    attributes: Object.fromEntries(one.attributes),
    attributeCodes: [...one.attributeCodes.values()],
  }));
  return `${JSON.stringify({ version: 1, pool, client, publicClient, users: plain }, null, 2)}\n`;
}

/** What a text holds, or in one sentence why it cannot be read. */
export function readSaved(text: string): Result<SavedPool, string> {
  const parsed = z.safeParse(Saved, parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail(`\`${issue?.path.join('.') || 'the file'}\` is not what the lab saved: ${issue?.message}`);
  }
  const users = parsed.data.users.map(
    (one): User => ({
      ...one,
      passwordSetAt: one.passwordSetAt ?? one.createdAt,
      attributes: new Map(Object.entries(one.attributes)),
      attributeCodes: new Map(one.attributeCodes.map((sent): [AliasAttribute, typeof sent] => [sent.attribute, sent])),
    }),
  );
  return ok({ ...parsed.data, users });
}

/** The app clients that the file brings; the lab makes those that it does not. */
export function savedClients(saved: SavedPool | null): { client?: AppClient; publicClient?: PublicClient } {
  if (saved === null) return {};
  const { client, publicClient } = saved;
  return publicClient === null ? { client } : { client, publicClient };
}
