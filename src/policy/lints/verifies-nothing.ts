/**
 * An approval without `verify`: the user is confirmed, but no address is, so none can recover the account (F5.4).
 */
import type { Lint } from './lint-rule.ts';

/** The warning `verifies-nothing`. */
export const verifiesNothing: Lint = ({ rules }) =>
  rules.flatMap((rule, index) => {
    if (rule.then !== 'approve' || rule.verify !== undefined) return [];
    const message = `\`${rule.id}\` confirms users but verifies nothing, so no address can recover their account; add \`verify\``;
    return [{ code: 'verifies-nothing', path: ['rules', index, 'then'], message }];
  });
