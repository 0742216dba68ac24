/**
 * The policy of the scene with a flood: everybody takes the code, and no more than thirty an hour with numbers of one range.
 * Text, so that the page shows it as it shows a file.
 */

/** The name that the page shows. */
export const FLOOD_POLICY = 'sms-flood.yaml';

/** The policy. */
export const FLOOD_TEXT = `# The scene's own policy: thirty sign-ups an hour from one range of phone numbers.
version: 1
mode: enforce
rules:
  - id: sms-flood
    limit: { by: phonePrefix, count: 30, per: 1h }
    then: deny
    message: Please try again later
otherwise: code
`;
