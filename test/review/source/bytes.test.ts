/**
 * Lines of real files, plain, compressed and damaged.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readText } from '../../../src/review/source/bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'signup-guard-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function linesOf(file: string, stdin: Readable = Readable.from([])) {
  let all = '';
  const problems: string[] = [];
  const text = (more: string) => {
    all += more;
  };
  await readText(file, stdin, { text, failed: (problem) => problems.push(problem) });
  return { lines: all.split('\n').filter(Boolean), problems };
}

function written(name: string, content: Buffer | string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('readText', () => {
  it.each([
    ['plain text', 'eins\nzwei ü\ndrei'],
    ['gzip', gzipSync('eins\nzwei ü\ndrei\n')],
    ['a byte order mark', '\uFEFFeins\nzwei ü\ndrei'],
    ['UTF-16 with its mark', Buffer.from('\uFEFFeins\nzwei ü\ndrei', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('eins\nzwei ü\ndrei', 'utf16le')],
    ['UTF-16, the high byte first', Buffer.from('\uFEFFeins\nzwei ü\ndrei', 'utf16le').swap16()],
    ['UTF-16 in gzip', gzipSync(Buffer.from('\uFEFFeins\nzwei ü\ndrei', 'utf16le'))],
    ['zstd', zstdCompressSync(Buffer.from('eins\nzwei ü\ndrei\n'))],
    [
      'zstd in two frames',
      Buffer.concat(['eins\nzwei ü\n', 'drei'].map((text) => zstdCompressSync(Buffer.from(text)))),
    ],
    ['gzip in two members', Buffer.concat([gzipSync('eins\nzwei ü\n'), gzipSync('drei')])],
  ])('reads %s', async (name, content) => {
    expect(await linesOf(written(name, content))).toEqual({ lines: ['eins', 'zwei ü', 'drei'], problems: [] });
  });

  it('reads standard input a byte at a time', async () => {
    const bytes = [...gzipSync('eins\nzwei')].map((byte) => Buffer.from([byte]));

    expect(await linesOf('-', Readable.from(bytes))).toEqual({ lines: ['eins', 'zwei'], problems: [] });
  });

  it('gives the lines before the damage and says so', async () => {
    const text = Array.from({ length: 5000 }, (_, index) => `line ${index * 7919}`).join('\n');
    const packed = gzipSync(text);

    const { lines, problems } = await linesOf(written('cut.gz', packed.subarray(0, packed.length - 2000)));

    expect(lines.length).toBeGreaterThan(100);
    expect(problems).toEqual([expect.stringMatching(/cut\.gz` could not be read to its end: Z_BUF_ERROR/u)]);
  });

  it('names a file that is not there', async () => {
    expect(await linesOf(join(folder, 'none'))).toEqual({
      lines: [],
      problems: [expect.stringMatching(/none` cannot be read: there is no such file/u)],
    });
  });
});
