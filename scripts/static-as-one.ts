/**
 * One file for all that a function loads at its start. Code splitting cuts by who reaches what: whatever the entry shares
 * with files loaded later would stand in a file for each set of them, and to open one costs more than to parse it. So each
 * file loaded later is made to reach the entry: then all of them share the same, and that is one file. Must change nothing
 * of what runs: the entry has run before anything is loaded later.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/** The plugin for these options, whose paths are relative to `root`; builds once without writing, to see what is loaded later. */
export async function staticAsOne(options: BuildOptions, root: string, entry: string): Promise<Plugin> {
  const { metafile } = await build({ ...options, minify: false, metafile: true, write: false });
  const later = loadedLater(metafile, root);
  return {
    name: 'static-as-one',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.(?:ts|js|mjs)$/ }, async ({ path }) => {
        if (!later.has(path)) return undefined;
        const source = await readFile(path, 'utf8');
        // what is no ES module shares nothing with one
        if (!/^export\b/mu.test(source)) return undefined;
        return {
          contents: `${source}\nimport ${JSON.stringify(join(root, entry))};`,
          loader: extname(path) === '.ts' ? 'ts' : 'js',
        };
      }),
  };
}

function loadedLater({ inputs }: Metafile, root: string): ReadonlySet<string> {
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  return new Set(
    imports
      .filter(({ kind, external }) => kind === 'dynamic-import' && external !== true)
      .map(({ path }) => join(root, path)),
  );
}
