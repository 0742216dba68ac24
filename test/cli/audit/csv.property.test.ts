import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, csvRows } from '../../../src/cli/audit/csv.ts';

/** Cells that no spreadsheet takes for a formula: those come back with an apostrophe. */
const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', '𝒳', "'"), maxLength: 6 });

async function rowsOf(text: string, size: number): Promise<readonly (readonly string[])[]> {
  const chunks = [...text].reduce<string[]>((all, character, index) => {
    if (index % size === 0) all.push('');
    all.push((all.pop() ?? '') + character);
    return all;
  }, []);
  const rows: (readonly string[])[] = [];
  for await (const row of csvRows(chunks)) rows.push(row);
  return rows;
}

describe('CSV', () => {
  it('comes back as it was written, wherever it is cut', async () => {
    let quoted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const text = rows.map(csvLine).join('');
          if (text.includes('"')) quoted += 1;
          expect(await rowsOf(text, size)).toEqual(rows);
        },
      ),
    );

    expect(quoted).toBeGreaterThan(20);
  });

  it.each(['=1+1', '@cmd', '+1 alert', '-x', '\tx'])('defuses the formula `%s`', (formula) => {
    expect(csvLine([formula])).toContain("'");
  });

  it('leaves telephone numbers as they are', () => {
    expect(csvLine(['+12065550100'])).toBe('+12065550100\n');
  });

  it('reads carriage returns, blank lines and a last line without an end', async () => {
    expect(await rowsOf('a,b\r\n\r\n1,"x\r\ny"\r\n2,', 3)).toEqual([
      ['a', 'b'],
      ['1', 'x\r\ny'],
      ['2', ''],
    ]);
  });
});
