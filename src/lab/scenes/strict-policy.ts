/**
 * The policy of the scene with one account an address: nobody is approved, and an address that somebody owns refuses. Text,
 * so that the page shows it as it shows a file.
 */

/** The name that the page shows. */
export const STRICT_POLICY = 'one-account.yaml';

/** The policy. */
export const STRICT_TEXT = `# The scene's own policy: one account an address.
version: 1
mode: enforce
rules: []
otherwise: code
collision:
  code: deny
  federated: deny
  message: You already have an account here. Sign in instead
`;
