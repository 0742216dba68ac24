/**
 * What `sam build` runs in a folder that `signup-guard init` made, once a function. Not a command of its own: a package with
 * two of them could not be called by its name alone.
 */
import { launch } from './launch.mjs';

await launch(import.meta.url, {
  source: 'src/cli/init/build-function.ts',
  built: 'dist/cli/build-function.mjs',
  exported: 'buildFunction',
});
