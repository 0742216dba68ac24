/**
 * What `--users` keeps, and files of before there was more to keep.
 */
import { describe, expect, it } from 'vitest';
import { adminCreateUser } from '../../src/lab/attempts.ts';
import { signInOf } from '../../src/lab/cognito/pool-kinds.ts';
import { ACTIONS } from '../../src/lab/page-api/actions.ts';
import { readSaved, savedText } from '../../src/lab/saved-pool.ts';
import { createLabState } from '../../src/lab/state.ts';
import { withUser } from '../../src/sim/pool.ts';
import { openAppLab } from './test-api/open-lab.ts';

const NOW = 1_700_000_000_000;

async function labWithAnn() {
  const state = createLabState({ now: () => NOW, settings: { signIn: signInOf('username') } });
  const attributes = new Map([['email', 'ann@example.com']]);
  const request = { userName: 'ann@example.com', temporaryPassword: 'Temporary-1', attributes };
  const created = await adminCreateUser(state, { ...request, forceAliasCreation: false });
  if (!created.ok) throw new Error(created.error.message);
  const passwordCode = { code: '123456', attribute: 'email', value: 'ann@example.com', sentAt: NOW } as const;
  state.pool = withUser(state.pool, { ...created.value, passwordCode, passwordSetAt: NOW - 1 });
  return state;
}

describe('a saved pool', () => {
  it('comes back whole, its kind and clients with it', async () => {
    const state = await labWithAnn();

    expect(readSaved(savedText(state))).toEqual({
      ok: true,
      value: {
        version: 1,
        pool: 'username',
        client: state.client,
        publicClient: state.publicClient,
        users: [...state.pool.users.values()],
      },
    });
  });

  it('of before has an alias pool, no public client and passwords as old as their users', async () => {
    const { pool: _, publicClient: __, users, ...rest } = JSON.parse(savedText(await labWithAnn()));
    const [{ passwordSetAt: ___, passwordCode: ____, ...ann }] = users;

    expect(readSaved(JSON.stringify({ ...rest, users: [ann] }))).toMatchObject({
      ok: true,
      value: { pool: 'alias', publicClient: null, users: [{ passwordSetAt: NOW, passwordCode: null }] },
    });
  });
});

it('the lab plays no scene about aliases in a pool without', { timeout: 60_000 }, async () => {
  const app = await openAppLab('username');

  expect(await ACTIONS['scene']?.(app.lab, { id: 'same-email' })).toContain('`--pool alias`');
  await app.close();
});
