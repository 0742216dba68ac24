/**
 * The lab's invitations: statements that count under the lab's own keys, for as long as they say.
 */
import { describe, expect, it } from 'vitest';
import { readStatement } from '../../src/guard/attestation/statement.ts';
import { createInvitations, INVITATION_MS, statementIn } from '../../src/lab/invitations.ts';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const ATTESTERS = [
  { id: 'invitations', keys: [], maxAge: '1d' },
  { id: 'partner', keys: [], maxAge: '1d' },
];

async function written(ageMs = 0) {
  const invitations = createInvitations(() => NOW);
  const invitation = await invitations.write({
    attester: 'invitations',
    email: 'ann@example.com',
    userPoolId: 'us-east-1_signuplab',
    ageMs,
  });
  if (!invitation.ok) throw new Error(invitation.error);
  return { invitations, invitation: invitation.value };
}

describe("the lab's invitations", () => {
  it('add a key of their own to each attester, the same each time', () => {
    const invitations = createInvitations(() => NOW);
    const once = invitations.trusting(ATTESTERS);

    expect(once.map(({ keys }) => keys.length)).toEqual([1, 1]);
    expect(new Set(once.flatMap(({ keys }) => keys.map(({ kid }) => kid))).size).toBe(2);
    expect(invitations.trusting(ATTESTERS)).toEqual(once);
  });

  it('are statements of their attester for one address and pool', async () => {
    const { invitations, invitation } = await written();
    const [attester] = invitations.trusting(ATTESTERS);

    expect(readStatement(invitation.token)).toMatchObject({
      header: { kid: attester?.keys[0]?.kid },
      claims: { iss: 'invitations', aud: 'us-east-1_signuplab', email: 'ann@example.com', iat: NOW / 1000 },
    });
    expect(invitation.until).toBe(NOW + INVITATION_MS);
    expect(invitations.all()).toEqual([invitation]);
    invitations.clear();
    expect(invitations.all()).toEqual([]);
  });

  it('can be old', async () => {
    expect((await written(2 * INVITATION_MS)).invitation.until).toBe(NOW - INVITATION_MS);
  });

  it('travel in a link, and are read from it', async () => {
    const { invitation } = await written();

    expect(statementIn(` ${invitation.link} `)).toBe(invitation.token);
    expect(statementIn(invitation.token)).toBe(invitation.token);
    expect(statementIn('https://app.example.com/join')).toBe('https://app.example.com/join');
    expect(statementIn(' ')).toBeNull();
  });
});
