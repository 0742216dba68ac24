/**
 * Whom the page is told of: few of many, found among all, with everybody who carries what they carry.
 */
import { describe, expect, it } from 'vitest';
import { createAliasMoves } from '../../src/lab/alias-moves.ts';
import { signInOf } from '../../src/lab/cognito/pool-kinds.ts';
import { newestPeople, peopleFound } from '../../src/lab/page-api/people.ts';
import { createLabState } from '../../src/lab/state.ts';
import { withUser } from '../../src/sim/pool.ts';
import { aPerson } from '../sim/people.ts';

const HELD = { email: 'ann@example.com', email_verified: 'true' };

/** Ann first, hundreds after her, and at the end Bob with her address. */
function crowd(kind: Parameters<typeof signInOf>[0] = 'alias') {
  const state = createLabState({ now: () => 0, settings: { signIn: signInOf(kind) } });
  const others = Array.from({ length: 300 }, (_, number) =>
    aPerson(`user-${number}`, { email: `u${number}@example.com` }),
  );
  const all = [aPerson('ann', HELD), ...others, aPerson('bob', { email: HELD.email }, { status: 'UNCONFIRMED' })];
  state.pool = all.reduce(withUser, state.pool);
  return { state, moves: createAliasMoves(() => 0) };
}

describe('the people of the page', () => {
  it('are the newest fifty, and the holder of their address however long ago they came', () => {
    const { users, aliases, found } = newestPeople(crowd());

    expect([users.length, users[0]?.userName, found]).toEqual([50, 'bob', 302]);
    expect(aliases).toHaveLength(50);
    expect(aliases.find(({ value }) => value === HELD.email)).toMatchObject({ owner: 'ann', carriers: ['ann', 'bob'] });
  });

  it('are found among all by a part of name or address, in any case, the newest first', () => {
    expect(peopleFound(crowd(), ' ANN@ ').users.map(({ userName }) => userName)).toEqual(['bob', 'ann']);
    expect(peopleFound(crowd(), 'user-3')).toMatchObject({ found: 11, users: { length: 11 } });
    expect(peopleFound(crowd(), 'example.com')).toMatchObject({ found: 302, users: { length: 50 } });
    expect(peopleFound(crowd(), 'nobody')).toEqual({ users: [], aliases: [], found: 0 });
  });

  it('leave an address that moved in sight, whoever came since', () => {
    const place = crowd();
    const event = { attribute: 'email', value: 'u7@example.com', from: 'x', to: 'user-7', door: 'sign-up' } as const;
    place.moves.happened([{ kind: 'alias-moved', ...event }]);

    const { aliases } = newestPeople(place);
    expect(aliases.filter(({ moves }) => moves.length > 0)).toMatchObject([{ value: 'u7@example.com' }]);
  });

  it.each([
    ['alias', true, 'ann'],
    ['username', true, 'bob'],
    ['plain', false, null],
  ] as const)('are signed in by an address as a pool of the kind %s does', (kind, signsIn, owner) => {
    const [alias] = peopleFound(crowd(kind), HELD.email).aliases;

    expect(alias).toMatchObject({ signsIn, owner });
  });

  it('stay few where one address has hundreds', () => {
    const place = crowd();
    const many = Array.from({ length: 200 }, (_, number) => aPerson(`twin-${number}`, { email: 'one@example.com' }));
    place.state.pool = many.reduce(withUser, place.state.pool);

    expect(newestPeople(place).aliases.map(({ carriers }) => carriers.length)).toEqual([20]);
  });
});
