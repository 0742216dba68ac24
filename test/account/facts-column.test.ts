/** The column "seen on AWS": filled from reports, and what the repository's document says is what they say. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withSeenColumn } from '../../src/account/facts-column.ts';
import { PROBES } from '../../src/account/probes/registry.ts';
import { type AccountReport, judged } from '../../src/account/report.ts';

const DOCUMENT = readFileSync('docs/cognito-facts.md', 'utf8');

function reportOf(answers: Readonly<Record<string, string>>): AccountReport {
  const probes = PROBES.filter(({ id }) => id in answers).map((probe) =>
    judged(probe, { answer: answers[probe.id] ?? '' }, 1, 1),
  );
  const when = '2027-01-02T03:04:05.000Z';
  return {
    version: 1,
    startedAt: when,
    endedAt: when,
    region: 'x',
    package: '0',
    probes,
    untried: [],
    steps: [],
    cost: { calls: 0, users: 0, usd: 0 },
    left: {},
  };
}

describe('the column of what was seen', () => {
  it('stands in the document as the kept report says', () => {
    const report = existsSync('docs/aws-report.json') ? JSON.parse(readFileSync('docs/aws-report.json', 'utf8')) : null;

    expect(withSeenColumn(DOCUMENT, report)).toBe(DOCUMENT);
  });

  it('tells verdict, probe, answer and day, every probe of a fact', () => {
    const filled = withSeenColumn(DOCUMENT, reportOf({ 'filter-quote': 'found', 'filter-backslash': 'once' }));

    const row = filled.split('\n').find((line) => line.startsWith('| F3.4 '));
    expect(row).toMatch(/\| confirmed: filter-quote found; contradicted: filter-backslash once \(2027-01-02\) \|$/u);
  });

  it('changes nothing else, and again nothing', () => {
    const filled = withSeenColumn(DOCUMENT, reportOf({ 'filter-quote': 'found' }));

    const changed = filled.split('\n').filter((line, nth) => line !== DOCUMENT.split('\n')[nth]);
    expect(changed).toHaveLength(1);
    expect(withSeenColumn(filled, null)).toBe(DOCUMENT);
  });

  it('has a row for the fact of every probe', () => {
    const missing = PROBES.filter(({ fact }) => !DOCUMENT.includes(`| ${fact} |`));

    expect(missing.map(({ id, fact }) => `${id} ${fact}`)).toEqual([]);
  });
});
