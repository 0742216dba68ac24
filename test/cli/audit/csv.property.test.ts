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

  it.each([
    ['a;=1+1', `"a;'=1+1"\n`],
    ['a;"=1+1"', `"a;""'=1+1"""\n`],
    ['a; @x', `"a; '@x"\n`],
    ['a\t-1+1', `"a\t'-1+1"\n`],
    ['a\n+1+1', `"a\n'+1+1"\n`],
    [' =1', " '=1\n"],
    ['\uff1d1+1', "'\uff1d1+1\n"],
    ['\uff0b1+1', "'\uff0b1+1\n"],
    ['\uff0d1', "'\uff0d1\n"],
    ['a;\uff20x', `"a;'\uff20x"\n`],
    ['+12065550100;=x', `"+12065550100;'=x"\n`],
  ])('defuses `%j` wherever a spreadsheet may part it', (written, line) => {
    expect(csvLine([written])).toBe(line);
  });

  it.each([
    'a-b',
    'a=b',
    'a+b@example.com',
    "it's; fine",
    'a;+12065550100;b',
    '-5',
  ])('leaves `%s` as it is', (written) => {
    expect(csvLine([written]).replaceAll('"', '').trim()).toBe(written);
  });

  it('takes a cell of blanks in the time that it takes to read it', () => {
    const blanks = '\t'.repeat(200_000);

    expect(csvLine([`${blanks}=1`])).toBe(`"'${blanks}'=1"\n`);
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
