/**
 * docs/decision-log.md: its lists of fields, metrics and alarms are those of the source.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { BECAUSES } from '../../src/core/decision.ts';
import { DecisionRecordSchema } from '../../src/record/decision-record.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const PAGE = read('docs/decision-log.md');

/** The names in the first column of the table under a header. */
function firstColumn(header: string): readonly string[] {
  const [, rows = ''] = PAGE.split(`${header}\n|---|---|\n`);
  const [table = ''] = rows.split('\n\n');
  return table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name));
}

/** Of a record's fields these need no words, or have them elsewhere on the page. */
const PLAIN = ['schema', 'response', 'trigger', 'clientId', 'userPoolId', 'calls', 'ms', 'limits'];

it('the table of a record names every field that needs words', () => {
  const fields = Object.keys(DecisionRecordSchema.def.shape);

  expect([...firstColumn('| field | meaning |'), ...PLAIN].toSorted()).toEqual(fields.toSorted());
});

it('docs/decision-log.md names every reason for withholding', () => {
  const row = PAGE.split('\n').find((line) => line.startsWith('| `withheld` |')) ?? '';

  expect(BECAUSES.filter((because) => !row.includes(`\`${because}\``))).toEqual([]);
});

it('the table of metrics names all that the trigger counts, and no other', () => {
  const counted = [...read('src/aws/trigger/decision-metrics.ts').matchAll(/addMetric\('(\w+)'/gu)].map(
    ([, name = '']) => name,
  );

  expect(counted.length).toBeGreaterThan(5);
  expect(firstColumn('| metric | also by |').toSorted()).toEqual([...new Set(counted)].toSorted());
});

it('the table of alarms names those of the template, and counts them', () => {
  const { Resources }: { Resources: Record<string, { Type: string }> } = parse(read('template.yaml'), {
    logLevel: 'error',
  });
  const alarms = Object.entries(Resources).flatMap(([name, { Type }]) =>
    Type === 'AWS::CloudWatch::Alarm' ? [name] : [],
  );
  const words = ['Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'];

  expect(firstColumn('| alarm | when |').toSorted()).toEqual(alarms.toSorted());
  expect(PAGE).toContain(`${words[alarms.length - 3]} alarms notify`);
});

it("the dashboard's chart of withheld attributes has a line for every reason", () => {
  const [, chart = ''] =
    /"title":"Collisions and other withheld attributes"(.*?)\]\]/su.exec(read('template.yaml')) ?? [];
  const [, first = ''] = /"because","([^"]+)"/u.exec(chart) ?? [];
  const others = [...chart.matchAll(/\["\.\.\.","([^"]+)"/gu)].map(([, name = '']) => name);

  expect([first, ...others]).toEqual(BECAUSES);
});
