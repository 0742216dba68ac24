/**
 * Random tests draw the same at each run of CI: a gate that a lucky draw opens, or an unlucky one shuts, says nothing of the
 * change. Everywhere else they draw anew, and `npm run test:long` draws most.
 */

/** Changed when somebody wants CI to look elsewhere. */
const SEED = 20_261_127;

if (process.env['CI'] !== undefined) {
  const fc = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
}
