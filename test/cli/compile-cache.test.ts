/** Where the command line keeps compiled code: never where another user of the machine could put theirs. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signupGuard } from './run.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cache-'));
});

afterEach(() => rmSync(home, { recursive: true }));

/** Runs a command with these folders for caches and temporary files; what the second then holds. */
async function run(cache: string): Promise<readonly string[]> {
  const shared = join(home, 'shared');
  mkdirSync(shared, { recursive: true });
  chmodSync(shared, 0o1777);
  const ran = await signupGuard(['event', '--json'], { env: { XDG_CACHE_HOME: cache, TMPDIR: shared } });
  expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
  return readdirSync(shared);
}

describe('compiled code', () => {
  it('stays in a folder of its owner alone', async () => {
    const cache = join(home, 'mine');

    expect(await run(cache)).toEqual([]);
    const folder = join(cache, 'signup-guard/compiled');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).not.toEqual([]);
  });

  it('is not kept in a folder that others may write to', async () => {
    const folder = join(home, 'open/signup-guard/compiled');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);

    expect(await run(join(home, 'open'))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not kept below a folder that others may write to', async () => {
    mkdirSync(join(home, 'open'));
    chmodSync(join(home, 'open'), 0o777);

    expect(await run(join(home, 'open'))).toEqual([]);
    expect(readdirSync(join(home, 'open/signup-guard/compiled'))).toEqual([]);
  });

  it('is not kept behind a link into such a folder', async () => {
    const open = join(home, 'open');
    mkdirSync(join(home, 'mine'));
    mkdirSync(join(open, 'compiled'), { recursive: true });
    chmodSync(open, 0o777);
    symlinkSync(open, join(home, 'mine/signup-guard'));

    expect(await run(join(home, 'mine'))).toEqual([]);
    expect(readdirSync(join(open, 'compiled'))).toEqual([]);
  });

  it('is not kept where no folder can be made', async () => {
    expect(await run('/dev/null')).toEqual([]);
    expect(existsSync('/dev/null/signup-guard')).toBe(false);
  });
});
