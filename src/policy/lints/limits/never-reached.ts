/**
 * A limit that Cognito's own quota keeps anybody from reaching: its rule never takes part.
 */
import { parseDuration } from '../../../core/duration.ts';
import type { Lint } from '../lint-rule.ts';

/** UserCreation, for SignUp and others together; AWS raises it where asked. */
const SIGN_UPS_A_SECOND = 50;

/** The warning `limit-never-reached`. */
export const limitNeverReached: Lint = ({ rules }) =>
  rules.flatMap(({ id, limit }, index) => {
    if (limit === undefined) return [];
    const most = SIGN_UPS_A_SECOND * (parseDuration(limit.per) ?? 0);
    if (limit.count < most) return [];
    const message = `\`${id}\` never takes part: Cognito takes ${SIGN_UPS_A_SECOND} sign-ups a second unless AWS raised that, ${most} in ${limit.per}, and ${limit.count} may pass`;
    return [{ code: 'limit-never-reached', path: ['rules', index, 'limit', 'count'], message }];
  });
