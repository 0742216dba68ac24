/**
 * The pool: which address signs whom in, and everybody in it. A moved address cannot be overlooked.
 */

import { useState } from 'preact/hooks';
import type { AddressView, AliasView, LabView, UserView } from '../page-api/view.ts';
import { ActionButton } from './action-button.tsx';
import { Person } from './person.tsx';

/** The pool. */
export function PoolTable({ view }: { readonly view: LabView }) {
  const [sought, setSought] = useState('');
  const users = view.users.filter(({ userName, email, phone }) =>
    speaksOf(sought, [userName, email?.value, phone?.value]),
  );
  const aliases = movedFirst(view.aliases).filter(({ value, carriers }) => speaksOf(sought, [value, ...carriers]));
  const moved = view.aliases.filter(({ moves }) => moves.length > 0).length;
  return (
    <section class="card pool" aria-labelledby="pool-title">
      <h2 id="pool-title">
        The pool <span class="count">{view.userCount}</span>
      </h2>
      <output class={moved > 0 ? 'alarm' : 'calm'}>
        {moved > 0 && `${moved === 1 ? 'An address was' : `${moved} addresses were`} taken from its holder.`}
        {moved === 0 && view.aliases.length > 0 && 'No address was taken from anybody.'}
      </output>
      {view.userCount > SHORT && (
        <label class="field search">
          <span>Search in the newest {view.users.length}</span>
          <input type="search" value={sought} onInput={({ currentTarget }) => setSought(currentTarget.value)} />
        </label>
      )}
      {view.aliases.length > 0 && <h3>Who an address signs in</h3>}
      <ul class="aliases">
        {aliases.slice(0, SHORT).map((alias) => (
          <Alias key={`${alias.attribute} ${alias.value}`} alias={alias} />
        ))}
      </ul>
      {view.users.length > 0 && <h3>Users</h3>}
      {view.users.length === 0 && <p class="empty">Nobody is in it yet.</p>}
      <ul class="users">
        {users.slice(0, SHORT).map((user) => (
          <User key={user.userName} user={user} />
        ))}
      </ul>
      {users.length > SHORT && <p class="faint">The newest {SHORT} of them are shown.</p>}
      {sought !== '' && users.length === 0 && aliases.length === 0 && <p class="empty">Nobody is found.</p>}
      {view.users.length > 0 && (
        <ActionButton class="quiet" action="reset">
          Empty the pool
        </ActionButton>
      )}
    </section>
  );
}

/** How many addresses and users are shown at once, so that the page stays short. */
const SHORT = 8;

function speaksOf(sought: string, words: readonly (string | undefined)[]): boolean {
  return words.some((word) => word?.toLowerCase().includes(sought.trim().toLowerCase()));
}

/** The newest first, but an address that moved above all others. */
function movedFirst(aliases: readonly AliasView[]): readonly AliasView[] {
  return [...aliases].reverse().toSorted((one, other) => Number(other.moves.length > 0) - Number(one.moves.length > 0));
}

function Alias({ alias }: { readonly alias: AliasView }) {
  const { owner, moves } = alias;
  const others = alias.carriers.filter((name) => name !== owner);
  return (
    <li class={moves.length > 0 ? 'alias moved' : 'alias'}>
      <span class="address">
        <span class={alias.attribute === 'email' ? 'kind email' : 'kind phone'} aria-hidden="true" />
        <code>{alias.value}</code>
      </span>
      <span class="owner">{owner === null ? <span class="faint">nobody yet</span> : <Person name={owner} />}</span>
      {moves.map(({ from, to, at }) => (
        <p class="move" key={`${at} ${from} ${to}`}>
          <strong>Moved</strong> <Person name={from} gone /> <span>→</span> <Person name={to} />
          <span class="loss">{from} can no longer sign in with it</span>
        </p>
      ))}
      {others.length > 0 && (
        <p class="faint also">
          {owner === null ? 'carried' : 'also carried'}, unverified, by {others.join(', ')}
        </p>
      )}
    </li>
  );
}

function User({ user }: { readonly user: UserView }) {
  const { userName, status, enabled, email, phone, code } = user;
  return (
    <li class="user">
      <Person name={userName} />
      <span class={`status ${status}`}>{enabled ? status : `${status}, disabled`}</span>
      <ActionButton class="remove" label={`Delete ${userName}`} action="delete-user" body={{ userName }}>
        ×
      </ActionButton>
      <span class="addresses">
        {email !== null && <Address address={email} />}
        {phone !== null && <Address address={phone} />}
        {email === null && phone === null && <span class="faint">no address</span>}
      </span>
      {code !== null && (
        <ActionButton class="code" action="confirm" body={{ userName, code: code.code }}>
          Type the code <code>{code.code}</code> sent to {code.sentTo}
        </ActionButton>
      )}
    </li>
  );
}

function Address({ address }: { readonly address: AddressView }) {
  return (
    <span class={address.verified ? 'carried verified' : 'carried'}>
      <code>{address.value}</code> {address.verified ? 'verified' : 'not verified'}
    </span>
  );
}
