/**
 * One cell of each kind of fault through the built bundle; the whole table is `npm run test:faults`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { expectCell } from '../faults/expect-cell.ts';
import { CELLS, sampleOf } from '../faults/matrix.ts';
import { runCell } from '../faults/run-cell.ts';

const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-faults-'));

beforeAll(async () => {
  await bundle('trigger', join(scratch, 'trigger'));
});

afterAll(() => rmSync(scratch, { recursive: true }));

describe('a dependency that', () => {
  it.concurrent.each(sampleOf(CELLS))('$fault ($dependency, $state, $source) grants nothing', async (cell) => {
    expectCell(cell, await runCell(join(scratch, 'trigger/handler.mjs'), cell));
  });
});
