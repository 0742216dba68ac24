/**
 * Every cell of the fault table, through the built bundle. Takes minutes, so it has a script of its own:
 * `npm run test:faults`. Prints the worst answer time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { expectCell } from './expect-cell.ts';
import { CELLS } from './matrix.ts';
import { runCell } from './run-cell.ts';

/** What Cognito's five seconds leave room for, in milliseconds. The one timed expectation: it is the law itself. */
const LONGEST_MS = 4_000;

const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-faults-'));
let worst = { ms: 0, cell: '' };

beforeAll(async () => {
  await bundle('trigger', join(scratch, 'trigger'));
});

afterAll(() => {
  rmSync(scratch, { recursive: true });
  process.stdout.write(`${CELLS.length} cells, worst answer ${worst.ms.toFixed(0)} ms: ${worst.cell}\n`);
});

describe('the fault table', () => {
  it('has at least 250 cells', () => {
    expect(CELLS.length).toBeGreaterThanOrEqual(250);
  });

  it.concurrent.each(CELLS)('$dependency $fault, $state, $source', async (cell) => {
    const outcome = await runCell(join(scratch, 'trigger/handler.mjs'), cell);

    if (outcome.during.ms > worst.ms)
      worst = { ms: outcome.during.ms, cell: `${cell.dependency} ${cell.fault}, ${cell.state}` };
    expectCell(cell, outcome);
    expect(outcome.during.ms).toBeLessThan(LONGEST_MS);
  });
});
