/** What of a folder of policies travels in a package, with real files and links. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagedFiles } from '../../src/files/packaged-files.ts';

const POLICY = `version: 1
mode: enforce
rules:
  - id: partners
    when: { emailDomain: [{ file: lists/partners.txt }] }
    then: code
otherwise: code
`;

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packaged-files-'));
  folder = join(root, 'policies');
  mkdirSync(join(folder, 'lists'), { recursive: true });
  writeFileSync(join(folder, 'prod.yaml'), POLICY);
  writeFileSync(join(folder, 'lists/partners.txt'), 'example.com\n');
});

afterEach(() => rmSync(root, { recursive: true }));

describe('packagedFiles', () => {
  it('takes the policies and the lists that they name, and nothing else', () => {
    writeFileSync(join(folder, 'prod.cases.yaml'), 'cases: []\n');
    writeFileSync(join(folder, 'policy.schema.json'), '{}');
    writeFileSync(join(folder, 'lists/unused.txt'), 'example.org\n');
    writeFileSync(join(folder, 'notes.txt'), 'secret');

    expect(paths()).toEqual(['lists/partners.txt', 'prod.yaml']);
  });

  it('takes what a link inside the folder leads to', () => {
    writeFileSync(join(folder, 'all.txt'), 'example.net\n');
    rmSync(join(folder, 'lists/partners.txt'));
    symlinkSync('../all.txt', join(folder, 'lists/partners.txt'));

    const files = packagedFiles(folder);

    const list = files.ok ? files.value.find(({ path }) => path === 'lists/partners.txt') : undefined;
    expect(new TextDecoder().decode(list?.bytes)).toBe('example.net\n');
  });

  it('takes a folder behind a link on the way to a named file', () => {
    rmSync(join(folder, 'lists'), { recursive: true });
    mkdirSync(join(folder, 'shared'));
    writeFileSync(join(folder, 'shared/partners.txt'), 'example.com\n');
    symlinkSync('shared', join(folder, 'lists'));

    expect(paths()).toEqual(['lists/partners.txt', 'prod.yaml']);
  });

  it('refuses a policy that is a link out of the folder', () => {
    writeFileSync(join(root, 'elsewhere.yaml'), POLICY);
    symlinkSync('../elsewhere.yaml', join(folder, 'dev.yaml'));

    expect(packagedFiles(folder)).toEqual({
      ok: false,
      error: `\`${join(folder, 'dev.yaml')}\` cannot be packaged: it leads out of the policy's folder`,
    });
  });

  it('refuses a link that no policy names, wherever it leads', () => {
    writeFileSync(join(root, 'secret'), 'secret');
    symlinkSync('../../secret', join(folder, 'lists/secret.txt'));

    expect(packagedFiles(folder)).toMatchObject({ ok: false, error: expect.stringContaining('that no policy names') });
  });

  it('refuses a named list that leads out of the folder', () => {
    writeFileSync(join(root, 'secret'), 'secret');
    rmSync(join(folder, 'lists/partners.txt'));
    symlinkSync('../../secret', join(folder, 'lists/partners.txt'));

    expect(packagedFiles(folder)).toMatchObject({ ok: false, error: expect.stringContaining('lists/partners.txt') });
  });
});

function paths(): readonly string[] {
  const files = packagedFiles(folder);
  return files.ok ? files.value.map(({ path }) => path) : [files.error];
}
