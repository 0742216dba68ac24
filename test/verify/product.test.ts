/** The steps of the product on a local AWS, with the real SAM CLI: the same run that a real account gets. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountReport } from '../../src/account/report.ts';
import { STEPS } from '../../src/account/steps/registry.ts';
import { MASS } from '../support/mass.ts';
import { nothingIsLeft, verifyAccount } from './process.ts';
import { askedBy, deniedTo, RUNNER } from './runner.ts';

/** What the local AWS answers otherwise, by step: it has no TestMetricFilter, and its Logs Insights finds nothing. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'alarm-filters': 'a filter is refused: InvalidOperationException',
  insights: 'no record',
};

let report: AccountReport;

const PRODUCT = ['--only', 'product', '--sign-ups', '1', '--yes', '--sam', process.env['SAM_PROGRAM'] ?? 'sam'];
/** Build, deploy, one step, delete. */
const SHORT = [...PRODUCT, '--step', 'article'];

beforeAll(async () => {
  const { folder } = await verifyAccount(PRODUCT);
  report = JSON.parse(readFileSync(join(folder, 'aws-report.json'), 'utf8'));
});

describe('the product on a local AWS', () => {
  it.each(STEPS.map(({ id }) => ({ id })))('$id', ({ id }) => {
    const step = report.steps.find((each) => each.id === id);

    const known = OTHERWISE[id];
    expect(step).toMatchObject(known === undefined ? { ok: true } : { ok: false, said: known });
  });

  it('needs no right that is not printed', () => {
    expect(deniedTo(RUNNER)).toEqual([]);
    expect(askedBy(RUNNER).length).toBeGreaterThan(100);
  });

  it('leaves nothing', async () => {
    expect(report.left).toEqual({});
    await nothingIsLeft();
  });
});

describe('a run of the product', () => {
  // a sample needs no more than the stack itself; TEST_MASS=10 in the environment tries every step
  const killed = MASS > 1 ? STEPS.map(({ id }) => ({ id, words: PRODUCT })) : [{ id: 'article', words: SHORT }];

  it.each(killed)('killed at $id is cleaned up by --clean', async ({ id, words }) => {
    await verifyAccount(words, (line, kill) => line.endsWith(`: ${id}`) && kill('SIGKILL'));

    const { exitCode, output } = await verifyAccount(['--clean', '--yes', '--json']);

    expect(exitCode).toBe(0);
    expect(JSON.parse(output).left).toEqual({});
    await nothingIsLeft();
  });
});
