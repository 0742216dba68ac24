/**
 * The fields that every sign-up has, as the kind of pool wants them: in one whose user name is the email there is no other name.
 */
import type { LabView } from '../../page-api/view.ts';
import { Force } from '../pool/user-card.tsx';
import type { More } from './sign-up-more.tsx';

/** What the form holds. */
export type Draft = More & {
  readonly via: string;
  readonly userName: string;
  readonly email: string;
  readonly phone: string;
  readonly invitation: string;
  readonly force: boolean;
};

/** A draft and how it is changed. */
type DraftPart = { readonly draft: Draft; readonly change: (fields: Partial<Draft>) => void };

const WAYS = [
  { id: 'sign-up', name: 'Sign-up' },
  { id: 'admin-create', name: 'Administrator' },
  { id: 'federated', name: 'Provider' },
] as const;

/** Whether the email is the user name: in such a pool, of whoever does not come through a provider. */
export function emailIsName(pool: LabView['pool'], { via }: Pick<Draft, 'via'>): boolean {
  return pool === 'username' && via !== 'federated';
}

const ABOUT: Readonly<Record<LabView['pool'], string>> = {
  alias: '',
  username: 'In this pool the email is the user name; Cognito calls the user by an id of its own.',
  plain: 'In this pool the user name alone signs in: an address, verified or not, signs nobody in.',
};

type Props = DraftPart & { readonly fresh: string; readonly pool: LabView['pool'] };

/** The fields. */
export function SignUpFields({ fresh, pool, ...part }: Props) {
  const { draft, change } = part;
  return (
    <>
      {pool !== 'alias' && <p class="faint kind-of-pool">{ABOUT[pool]}</p>}
      <Ways {...part} />
      {!emailIsName(pool, draft) && (
        <Field
          {...part}
          name="userName"
          label={draft.via === 'federated' ? 'Id at the provider' : 'User name'}
          placeholder={fresh}
        />
      )}
      <Field {...part} name="email" label="Email" placeholder={emailIsName(pool, draft) ? 'ann@example.com' : 'none'} />
      <Field {...part} name="phone" label="Phone number" placeholder="none, or +12065550100" />
      {draft.via === 'sign-up' && (
        <Field {...part} name="invitation" label="Invitation" placeholder="none, or a link or statement" />
      )}
      {draft.via === 'admin-create' && pool === 'alias' && (
        <Force label="Whoever has the address" checked={draft.force} set={(force) => change({ force })} />
      )}
    </>
  );
}

function Ways({ draft, change }: DraftPart) {
  return (
    <fieldset class="ways">
      <legend>Way in</legend>
      {WAYS.map(({ id, name }) => (
        <label key={id} class={draft.via === id ? 'way chosen' : 'way'}>
          <input type="radio" name="via" checked={draft.via === id} onChange={() => change({ via: id })} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

type FieldPart = DraftPart & {
  readonly name: 'userName' | 'email' | 'phone' | 'invitation';
  readonly label: string;
  readonly placeholder: string;
};

function Field({ draft, change, name, label, placeholder }: FieldPart) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        name={name}
        value={draft[name]}
        placeholder={placeholder}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </label>
  );
}
