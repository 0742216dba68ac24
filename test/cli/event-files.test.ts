/**
 * The files in `events/` are what `signup-guard event` prints, and every one of them is named in their README.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signupGuardHere } from './in-process.ts';
import { ROOT } from './run.ts';

const FOLDER = join(ROOT, 'events');

function readEvent(name: string) {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
}

describe('the test events', () => {
  it.each([
    ['sign-up', ['--email', 'ann@example.com', '--phone', '+12065550100']],
    ['sign-up-with-metadata', ['--email', 'ann@example.com', '--metadata', 'invite=7']],
    [
      'admin-create-user',
      '--trigger admin-create --username bob --email bob@example.com --attribute email_verified=true'.split(' '),
    ],
    [
      'external-provider',
      '--trigger external-provider --email cat@example.com --attribute email_verified=false'.split(' '),
    ],
  ])('print as %s', async (name, words) => {
    expect(JSON.parse((await signupGuardHere(['event', ...words])).output)).toEqual(readEvent(name));
  });

  it('are all explained', () => {
    const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !readme.includes(`\`${file}\``))).toEqual([]);
  });
});
