/**
 * The policy of the scenes with invitations: whoever proves an address by one is approved and verified, everybody else takes
 * the code. Text, so that the page shows it as it shows a file.
 */

/** Who writes the invitations. */
export const INVITATIONS = 'invitations';

/** The name that the page shows. */
export const INVITED_POLICY = 'invited.yaml';

/** The policy. */
export const INVITED_TEXT = `# The scene's own policy: an invitation proves the mailbox that it was sent to.
version: 1
mode: enforce
attesters:
  - id: ${INVITATIONS}
    keys: { file: invitations.jwks.json }   # the lab made this key when it started
    maxAge: 1d
rules:
  - id: invited
    when: { emailAttested: [${INVITATIONS}] }
    then: approve
    verify: [email]
otherwise: code
`;
