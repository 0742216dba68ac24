/**
 * The policy that the first collision is decided by: it approves everybody, as the article's trigger does, so that all that
 * differs is whether somebody looks who holds the address. Text, so that the page shows it as it shows a file.
 */

/** The name that the page shows. */
export const COLLISION_POLICY = 'collision.yaml';

/** The policy. */
export const COLLISION_TEXT = `version: 1
mode: enforce
rules:
  - id: everyone
    then: approve
    verify: [email, phone_number]
    acknowledge: A collision on this machine, among made-up people.
otherwise: code
collision:
  then: withhold    # it stays with its holder
`;
