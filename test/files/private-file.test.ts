import {
  chmodSync,
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takePrivately, writePrivately } from '../../src/files/private-file.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-'));
  file = join(folder, 'users');
});

afterEach(() => rmSync(folder, { recursive: true }));

function put(text: string): void {
  writePrivately(file, (target) => writeFileSync(target, text));
}

function modes(): number {
  return statSync(file).mode & 0o777;
}

/** A file of another user: of root for everybody but root, who can give one away. */
function foreignFile(): string {
  if (process.getuid?.() !== 0) return '/etc/hosts';
  writeFileSync(file, '');
  chownSync(file, 12_345, 12_345);
  return file;
}

describe('a private file that is written whole', () => {
  it('is its owner’s alone', () => {
    put('ann@example.com');

    expect([readFileSync(file, 'utf8'), modes()]).toEqual(['ann@example.com', 0o600]);
  });

  it('is so even if it existed with other modes, and nobody who had it open reads on', () => {
    writeFileSync(file, 'old', { mode: 0o666 });
    chmodSync(file, 0o666);
    const reader = openSync(file, 'r');
    put('ann@example.com');
    const bytes = Buffer.alloc(20);
    const length = readSync(reader, bytes, 0, 20, 0);
    closeSync(reader);

    expect(modes()).toBe(0o600);
    expect(bytes.toString('utf8', 0, length)).toBe('old');
  });

  it('takes the place of a link and leaves what the link named', () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'theirs');
    symlinkSync(elsewhere, file);
    put('ann@example.com');

    expect(readFileSync(elsewhere, 'utf8')).toBe('theirs');
    expect(readFileSync(file, 'utf8')).toBe('ann@example.com');
  });

  it('stays as it was when the writing fails', () => {
    put('before');
    const fail = () => {
      throw new Error('disk full');
    };

    expect(() => writePrivately(file, fail)).toThrow('disk full');
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['users']);
  });

  it('leaves nothing beside a folder of its name', () => {
    expect(() => writePrivately(folder, (target) => writeFileSync(target, 'x'))).toThrow();
    expect(readdirSync(join(folder, '..')).filter((name) => name.startsWith(`${basename(folder)}.`))).toEqual([]);
  });

  it('goes into a device as it is', () => {
    expect(() => writePrivately('/dev/null', (target) => writeFileSync(target, 'x'))).not.toThrow();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('a private file that is worked on in place', () => {
  it('is made for its owner alone', () => {
    expect(takePrivately(file)).toEqual({ ok: true, value: null });
    expect(modes()).toBe(0o600);
  });

  it('loses the modes that let others in, and keeps what it holds', () => {
    writeFileSync(file, 'kept');
    chmodSync(file, 0o664);

    expect(takePrivately(file)).toEqual({ ok: true, value: null });
    expect([readFileSync(file, 'utf8'), modes()]).toEqual(['kept', 0o600]);
  });

  it('is not taken through a link', () => {
    writeFileSync(join(folder, 'elsewhere'), '');
    symlinkSync(join(folder, 'elsewhere'), file);

    expect(takePrivately(file)).toMatchObject({ ok: false, error: expect.stringContaining('is a link') });
  });

  it('is not taken from somebody else', () => {
    expect(takePrivately(foreignFile())).toMatchObject({ ok: false });
  });

  it('is no folder, and none that cannot be made', () => {
    expect(takePrivately(folder)).toMatchObject({ ok: false });
    expect(takePrivately(join(folder, 'no/such/folder'))).toMatchObject({ error: expect.stringContaining('ENOENT') });
  });
});
