/**
 * Every command line that a page shows can be typed: the command is there, and so is each of its options.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { declareAwsOptions } from '../../src/cli/aws-settings.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { ROOT } from '../cli/run.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'events/README.md',
  ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : [])),
  ),
];

/** A page's code, blocks and inline, each line as it would be typed. */
function codeOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/\\\n\s*/gu, ' ');
  const blocks = [...text.matchAll(/^( *)```.*\n(?<code>[\s\S]*?)^\1```/gmu)].map(
    ({ groups }) => groups?.['code'] ?? '',
  );
  const inline = [...text.replaceAll(/^( *)```.*\n[\s\S]*?^\1```/gmu, '').matchAll(/`(?<code>[^`]+)`/gu)];
  return [...blocks.flatMap((block) => block.split('\n')), ...inline.map(({ groups }) => groups?.['code'] ?? '')];
}

type Typed = { readonly name: string; readonly options: readonly string[] };

/** What of a line calls our command line; a comment, a pipe or a second command ends it. */
function callsIn(line: string): readonly Typed[] {
  return line.split(/ #|[|;&]+/u).flatMap((part) => {
    const call = /(?:^|[\s$(])signup-guard (?<name>[a-z][a-z-]*)(?<rest>.*)$/u.exec(part)?.groups;
    if (call === undefined) return [];
    const options = [...(call['rest'] ?? '').matchAll(/(?:^|\s)(?<option>--[a-z-]+)/gu)];
    return [{ name: call['name'] ?? '', options: options.map(({ groups }) => groups?.['option'] ?? '') }];
  });
}

async function knownOptions(name: string): Promise<readonly (string | undefined)[]> {
  const command = new Command(name);
  const entry = COMMANDS.find((one) => one.name === name);
  if (entry === undefined) return [];
  (await entry.load()).define(command, () => Promise.resolve());
  declareAwsOptions(command);
  return ['--help', ...command.options.map(({ long }) => long)];
}

describe('the pages', () => {
  // every command is loaded
  it('show nothing that the command line does not know', { timeout: 60_000 }, async () => {
    const shown = PAGES.flatMap((page) =>
      codeOf(page).flatMap((line) => callsIn(line).map((call) => ({ page, ...call }))),
    );
    const wrong: string[] = [];
    for (const { page, name, options } of shown) {
      const known = await knownOptions(name);
      if (known.length === 0) wrong.push(`${page}: ${name}`);
      else wrong.push(...options.flatMap((option) => (known.includes(option) ? [] : [`${page}: ${name} ${option}`])));
    }

    expect(shown.length).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  it('name scripts of the package alone', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const named = PAGES.flatMap((page) =>
      [
        ...readFileSync(join(ROOT, page), 'utf8').matchAll(/npm (?:run )?(?<script>(?<=run )[a-z:-]+|test|start)\b/gu),
      ].map(({ groups }) => groups?.['script'] ?? ''),
    );

    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });
});
