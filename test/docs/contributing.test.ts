/**
 * CONTRIBUTING.md names files that exist, and the decisions are told in one way.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync('CONTRIBUTING.md', 'utf8');
const HOW_TO_ADD = PAGE.slice(PAGE.indexOf('## How to add'));
const DECISIONS = readdirSync('docs/decisions').toSorted();

/** What stands in backticks and looks like a path from the root. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+|[\w-]+\.(?:md|ts|yaml|json))`/gu)].map(([, path = '']) => path);
}

describe('CONTRIBUTING.md', () => {
  it('names paths that exist', () => {
    const paths = pathsIn(PAGE).filter((path) => !path.startsWith('reports/'));

    expect(new Set(pathsIn(HOW_TO_ADD)).size).toBeGreaterThanOrEqual(8);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('says how to add each kind of thing, and ends with a test', () => {
    const entries = HOW_TO_ADD.split('\n- ').slice(1);

    expect(entries.map((entry) => /\*\*(.*?)\*\*/u.exec(entry)?.[1])).toEqual([
      'A condition',
      'A lint',
      'A check of `doctor`',
      'A command',
      "A decision's reason",
      'A property of a custom resource',
    ]);
    expect(entries.filter((entry) => !/Held\s+by\s+`test\/[\w/.-]+`/u.test(entry))).toEqual([]);
  });

  it('names every script that tests or measures', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = new Set(
      [...PAGE.matchAll(/`(?:npm (?:run )?)?((?:test|bench)(?::\w+)?)`/gu)].map(([, name]) => name),
    );

    expect([...named].toSorted()).toEqual(
      Object.keys(scripts)
        .filter((name) => /^(?:test|bench)\b/u.test(name))
        .toSorted(),
    );
  });

  it('leads to the words', () => {
    expect(PAGE).toContain('](docs/words.md)');
  });
});

describe('the decisions', () => {
  it.each(DECISIONS)('tell %s as a question, a decision and why', (name) => {
    const text = readFileSync(`docs/decisions/${name}`, 'utf8');

    expect(text.split('\n')[0]).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `, 'u'));
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
    expect([...text.matchAll(/^\*\*(.+?)\*\*/gmu)].map(([, part]) => part).join(' ')).toMatch(
      /^Question\. Decision\. Why\.(?: Not taken\.)?(?: Cost\.)?$/u,
    );
    expect(text).not.toMatch(/^##/mu);
  });

  it('have numbers one after another', () => {
    expect(DECISIONS.map((name) => Number(name.slice(0, 4)))).toEqual(DECISIONS.map((_, index) => index + 1));
  });
});
