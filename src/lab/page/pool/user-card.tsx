/**
 * One user of the pool: what they carry, and the code that they were sent, to be typed for them.
 */
import { useState } from 'preact/hooks';
import type { AddressView, UserView } from '../../page-api/view.ts';
import { ActionButton } from '../action-button.tsx';
import { Person } from '../person.tsx';

type Props = {
  readonly user: UserView;
  /** Whether confirming can take an address from somebody. */
  readonly forcible: boolean;
};

/** A user. */
export function UserCard({ user, forcible }: Props) {
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
      {code !== null && <Code userName={userName} code={code} forcible={forcible && status === 'UNCONFIRMED'} />}
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

type CodeProps = Pick<Props, 'forcible'> & {
  readonly userName: string;
  readonly code: NonNullable<UserView['code']>;
};

function Code({ userName, code: { code, sentTo }, forcible }: CodeProps) {
  const [force, setForce] = useState(false);
  return (
    <>
      <ActionButton class="code" action="confirm" body={{ userName, code, force }}>
        Type the code <code>{code}</code> sent to {sentTo}
      </ActionButton>
      {forcible && <Force label="and take the address, whoever has it" set={setForce} checked={force} />}
    </>
  );
}

type ForceProps = { readonly label: string; readonly checked: boolean; readonly set: (force: boolean) => void };

/** Cognito's ForceAliasCreation, which moves an alias to whom it is given. */
export function Force({ label, checked, set }: ForceProps) {
  return (
    <label class="force">
      <input type="checkbox" checked={checked} onChange={({ currentTarget }) => set(currentTarget.checked)} />
      <span>
        {label} <code>ForceAliasCreation</code>
      </span>
    </label>
  );
}
