/**
 * The directory over the pool model: the look-ups that the adapter makes, and its own checks of what comes back.
 */
import { holderOf, namedOf, ownerOf, type RawUser } from '../../src/aws/trigger/holder.ts';
import type { Alias } from '../../src/core/attempt.ts';
import type { Sighting } from '../../src/core/facts.ts';
import { listFilter } from '../../src/core/look-ups.ts';
import { fail, ok } from '../../src/core/result.ts';
import type { UserDirectory } from '../../src/guard/ports.ts';
import { resolveUser } from '../../src/sim/find.ts';
import { listUsers } from '../../src/sim/operations/list-users.ts';
import type { Pool, User } from '../../src/sim/pool.ts';

/** The directory over the model: the same filter, the same checks of what comes back. */
export function directoryOver(pool: () => Pool): UserDirectory {
  return {
    named: async (_pool, userName) => {
      const user = resolveUser(pool(), userName);
      const named = user === undefined ? null : namedOf(user.userName, rawUser(user).attributes);
      return named === 'unreadable' ? fail({ call: 'adminGetUser', cause: 'unreadable' }) : ok(named);
    },
    sightings: async ({ alias }) => {
      const values = new Set([alias.raw, alias.raw.toLowerCase()]);
      const owner = resolveUser(pool(), alias.raw);
      const got: Sighting =
        owner === undefined ? { kind: 'seen', holders: [] } : readable([ownerOf(rawUser(owner), alias)]);
      return [...[...values].map((value) => listed(pool(), alias, value)), got];
    },
  };
}

function listed(pool: Pool, alias: Alias, value: string): Sighting {
  const page = listUsers(pool, { filter: listFilter(alias.attribute, value) ?? '', limit: 60, token: null });
  if (!page.ok) return { kind: 'unknown', failure: { call: 'listUsers', cause: 'invalid' } };
  return readable(page.value.users.map((user) => holderOf(rawUser(user), alias)));
}

function readable(found: readonly ReturnType<typeof holderOf>[]): Sighting {
  if (found.includes('unreadable')) return { kind: 'unknown', failure: { call: 'listUsers', cause: 'unreadable' } };
  return {
    kind: 'seen',
    holders: found.flatMap((holder) => (holder === null || holder === 'unreadable' ? [] : holder)),
  };
}

function rawUser({ userName, attributes, enabled, status }: User): RawUser {
  return { name: userName, attributes: [...attributes].map(([Name, Value]) => ({ Name, Value })), enabled, status };
}
