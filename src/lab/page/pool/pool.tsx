/**
 * The pool: which address signs whom in, and everybody in it. A moved address cannot be overlooked.
 */

import { useState } from 'preact/hooks';
import type { AliasView, LabView } from '../../page-api/view.ts';
import { ActionButton } from '../action-button.tsx';
import { Person } from '../person.tsx';
import { usePeople } from './people.ts';
import { UserCard } from './user-card.tsx';

/** The pool. */
export function PoolTable({ view }: { readonly view: LabView }) {
  const [sought, setSought] = useState('');
  const { users, aliases, found } = usePeople(view, sought);
  return (
    <section class="card pool" aria-labelledby="pool-title">
      <h2 id="pool-title">
        The pool <span class="count">{view.userCount}</span>
      </h2>
      <Alarm view={view} />
      {view.userCount > SHORT && (
        <label class="field search">
          <span>Search among all {view.userCount}</span>
          <input type="search" value={sought} onInput={({ currentTarget }) => setSought(currentTarget.value)} />
        </label>
      )}
      {aliases.length > 0 && <h3>Who an address signs in</h3>}
      <ul class="aliases">
        {movedFirst(aliases)
          .slice(0, SHORT)
          .map((alias) => (
            <Alias key={`${alias.attribute} ${alias.value}`} alias={alias} pool={view.pool} />
          ))}
      </ul>
      {users.length > 0 && <h3>Users</h3>}
      {view.userCount === 0 && <p class="empty">Nobody is in it yet.</p>}
      <ul class="users">
        {users.slice(0, SHORT).map((user) => (
          <UserCard key={user.userName} user={user} forcible={view.pool === 'alias'} />
        ))}
      </ul>
      {found > SHORT && (
        <p class="faint">
          The newest {SHORT} of {found} are shown.
        </p>
      )}
      {view.userCount > 0 && found === 0 && <p class="empty">Nobody is found.</p>}
      {view.userCount > 0 && (
        <ActionButton class="quiet" action="reset">
          Empty the pool
        </ActionButton>
      )}
    </section>
  );
}

/** How many addresses and users are shown at once, so that the page stays short. */
const SHORT = 8;

/** Whether an address was taken from anybody, wherever in the pool. */
function Alarm({ view: { aliases, pool } }: { readonly view: LabView }) {
  const moved = aliases.filter(({ moves }) => moves.length > 0).length;
  return (
    <output class={moved > 0 ? 'alarm' : 'calm'}>
      {moved > 0 && `${moved === 1 ? 'An address was' : `${moved} addresses were`} taken from its holder.`}
      {moved === 0 && pool === 'alias' && aliases.length > 0 && 'No address was taken from anybody.'}
    </output>
  );
}

/** The newest first, but an address that moved above all others. */
function movedFirst(aliases: readonly AliasView[]): readonly AliasView[] {
  return [...aliases].reverse().toSorted((one, other) => Number(other.moves.length > 0) - Number(one.moves.length > 0));
}

function Alias({ alias, pool }: { readonly alias: AliasView; readonly pool: LabView['pool'] }) {
  const { owner, moves, carriers, signsIn } = alias;
  const others = carriers.filter((name) => name !== owner);
  return (
    <li class={moves.length > 0 ? 'alias moved' : 'alias'}>
      <span class="address">
        <span class={alias.attribute === 'email' ? 'kind email' : 'kind phone'} aria-hidden="true" />
        <code>{alias.value}</code>
      </span>
      <span class="owner">
        {owner === null ? <span class="faint">{signsIn ? 'nobody yet' : 'nobody'}</span> : <Person name={owner} />}
      </span>
      {moves.map(({ from, to, at }) => (
        <p class="move" key={`${at} ${from} ${to}`}>
          <strong>Moved</strong> <Person name={from} gone /> <span>→</span> <Person name={to} />
          <span class="loss">{from} can no longer sign in with it</span>
        </p>
      ))}
      {others.length > 0 && (
        <p class="faint also">
          {owner === null ? 'carried' : 'also carried'}
          {pool === 'alias' && ', unverified,'} by {others.join(', ')}
        </p>
      )}
    </li>
  );
}
