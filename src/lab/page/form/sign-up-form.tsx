/**
 * The sign-up form: the three ways into the pool that ask the trigger.
 */
import { useEffect, useState } from 'preact/hooks';
import type { InvitationView, LabView } from '../../page-api/view.ts';
import { act } from '../connection.ts';
import { showDecisions } from '../show-decisions.ts';
import { type Draft, emailIsName, SignUpFields } from './fields.tsx';
import { NO_MORE, SignUpMore } from './sign-up-more.tsx';

const NAMES = ['ann', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'];

/** The next name that nobody in the pool has yet. */
function freshName(taken: readonly string[]): string {
  return NAMES.find((name) => !taken.includes(name)) ?? `user-${taken.length + 1}`;
}

const EMPTY: Draft = {
  via: 'sign-up',
  userName: '',
  email: 'ann@example.com',
  phone: '',
  invitation: '',
  force: false,
  ...NO_MORE,
};

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
    const named = emailIsName(view.pool, draft) ? { userName: draft.email, email: '' } : { userName };
    const refused = await act('sign-up', { ...draft, ...named });
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
        <SignUpFields {...part} fresh={freshName(taken)} pool={view.pool} />
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
