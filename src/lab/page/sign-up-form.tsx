/**
 * The sign-up form: the three ways into the pool that ask the trigger.
 */
import { useEffect, useState } from 'preact/hooks';
import type { InvitationView, LabView } from '../page-api/view.ts';
import { act } from './connection.ts';
import { showDecisions } from './show-decisions.ts';
import { type More, NO_MORE, SignUpMore } from './sign-up-more.tsx';

const WAYS = [
  { id: 'sign-up', name: 'Sign-up' },
  { id: 'admin-create', name: 'Administrator' },
  { id: 'federated', name: 'Provider' },
] as const;

const NAMES = ['ann', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'];

type Draft = More & {
  readonly via: string;
  readonly userName: string;
  readonly email: string;
  readonly phone: string;
  readonly invitation: string;
};

/** The next name that nobody in the pool has yet. */
function freshName(taken: readonly string[]): string {
  return NAMES.find((name) => !taken.includes(name)) ?? `user-${taken.length + 1}`;
}

type Part = { readonly draft: Draft; readonly change: (fields: Partial<Draft>) => void };

function Ways({ draft, change }: Part) {
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

type FieldPart = Part & {
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

function Fields({ fresh, ...part }: Part & { readonly fresh: string }) {
  return (
    <>
      <Ways {...part} />
      <Field {...part} name="userName" label="User name" placeholder={fresh} />
      <Field {...part} name="email" label="Email" placeholder="none" />
      <Field {...part} name="phone" label="Phone number" placeholder="none, or +12065550100" />
      {part.draft.via === 'sign-up' && (
        <Field {...part} name="invitation" label="Invitation" placeholder="none, or a link or statement" />
      )}
    </>
  );
}

const EMPTY: Draft = { via: 'sign-up', userName: '', email: 'ann@example.com', phone: '', invitation: '', ...NO_MORE };

type Props = {
  readonly view: LabView;
  /** The invitation whose link was followed last. */
  readonly followed: InvitationView | null;
};

/** The form. */
export function SignUpForm({ view, followed }: Props) {
  const taken = view.users.map((user) => user.userName);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const userName = draft.userName === '' ? freshName(taken) : draft.userName;

  useEffect(() => {
    if (followed !== null) setDraft({ ...EMPTY, email: followed.email, invitation: followed.link });
  }, [followed]);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const refused = await act('sign-up', { ...draft, userName });
    setBusy(false);
    setOutcome(refused);
    if (refused !== null) return;
    setDraft({ ...draft, userName: '', invitation: '' });
    showDecisions();
  }

  const part = { draft, change: (fields: Partial<Draft>) => setDraft({ ...draft, ...fields }) };
  return (
    <section class="card" aria-labelledby="form-title">
      <h2 id="form-title">Sign somebody up</h2>
      <form onSubmit={(event) => void submit(event)}>
        <Fields {...part} fresh={freshName(taken)} />
        <SignUpMore more={draft} change={part.change} clients={view} />
        <button type="submit" class="primary" aria-disabled={busy}>
          {busy ? 'Deciding …' : 'Sign up'}
        </button>
        <p class="refusal" role="alert">
          {outcome}
        </p>
      </form>
    </section>
  );
}
