/**
 * Invitations: written here as an application would mail them, and handed to the form as whoever follows the link would.
 */
import { useState } from 'preact/hooks';
import type { InvitationView, LabView } from '../page-api/view.ts';
import { act } from './connection.ts';

type Props = {
  readonly view: LabView;
  /** Follows an invitation's link. */
  readonly onFollow: (invitation: InvitationView) => void;
};

/** The invitations. */
export function InvitationList({ view, onFollow }: Props) {
  const [attester] = view.attesters;
  return (
    <details class="card invitations">
      <summary>
        <h2>Invitations</h2>
      </summary>
      {attester === undefined ? (
        <p class="faint">
          The policy in force trusts nobody’s statements: it has no <code>attesters</code>. Play “Invited”, or add one.
        </p>
      ) : (
        <Writing attester={attester} />
      )}
      <ul>
        {view.invitations.map((invitation) => (
          <Written key={invitation.id} invitation={invitation} onFollow={onFollow} />
        ))}
      </ul>
    </details>
  );
}

function Writing({ attester }: { readonly attester: string }) {
  const [email, setEmail] = useState('ann@example.com');
  const [refused, setRefused] = useState<string | null>(null);

  async function invite(event: Event): Promise<void> {
    event.preventDefault();
    setRefused(await act('invite', { attester, email }));
  }

  return (
    <form onSubmit={(event) => void invite(event)}>
      <p class="faint">
        The lab signs as <code>{attester}</code>, with a key that the policy trusts while the lab runs.
      </p>
      <label class="field">
        <span>Invite</span>
        <input
          name="invite"
          value={email}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setEmail(currentTarget.value)}
        />
      </label>
      <button type="submit" class="quiet">
        Write an invitation
      </button>
      <p class="refusal" role="alert">
        {refused}
      </p>
    </form>
  );
}

function Written({
  invitation,
  onFollow,
}: {
  readonly invitation: InvitationView;
  readonly onFollow: Props['onFollow'];
}) {
  const { email, link, until } = invitation;
  return (
    <li class="invitation">
      <p>
        To <code>{email}</code>, {until > Date.now() ? 'valid until' : 'over since'}{' '}
        {new Date(until).toLocaleTimeString()}
      </p>
      <code class="link">{link}</code>
      <button type="button" class="quiet" onClick={() => onFollow(invitation)}>
        Follow the link to {email}
      </button>
    </li>
  );
}
