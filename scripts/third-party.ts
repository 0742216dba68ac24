/**
 * The licences of what the bundles hold of others: most ask that their text goes with every copy. Read from the installed
 * packages; one without a text is named with what its `package.json` says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The innermost package that a bundled file belongs to. */
const PACKAGE = /^(?<folder>.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u;

/** One text for all of them, sorted by name; the same texts are given once. */
export function thirdPartyLicenses(root: string, inputs: readonly string[]): string {
  const folders = inputs.flatMap(packageOf);
  const packages = [...new Set(folders)].map((folder) => describe(join(root, folder)));
  const byText = Map.groupBy(packages, ({ text }) => text);
  const parts = [...byText].map(
    ([text, same]) => `${[...new Set(same.map(({ title }) => title))].sort().join('\n')}\n\n${text}`,
  );
  return `This package holds, bundled, code of these packages under their licences.\n\n${parts.sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function packageOf(input: string): readonly string[] {
  const folder = PACKAGE.exec(input)?.groups?.['folder'];
  return folder === undefined ? [] : [folder];
}

type Described = { readonly title: string; readonly text: string };

function describe(folder: string): Described {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e(?:\.(?:md|txt))?$/iu.test(one));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
  return { title: `${name} ${version} (${license})`, text };
}
