/**
 * How much of a random or exhaustive test is tried: a sample with `npm test`, all of it with `npm run test:long`, whose
 * project sets the variable.
 */

/** How many times more often than in a sample. */
export const MASS = Number(process.env['TEST_MASS'] ?? '1');
