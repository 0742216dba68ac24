/**
 * `import` as people call it: lists of other products in, list files out, every change shown, nothing overwritten unasked.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/cli/check-files.ts';
import { withRule } from '../policy/file/read.ts';
import { runHere, signupGuardHere } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(at(name), content);
  return at(name);
}

const CLERK =
  '*@example.com\nJane@Example.org\n+1 (206) 555-0100\n*@*.corp.example\njane*@example.com\nco.uk\nexample.com\n';

async function jsonOf(...words: readonly string[]) {
  const ran = await runHere(['import', ...words, '--json']);
  return { ...ran, json: JSON.parse(ran.output) };
}

describe('import', () => {
  it('gives domains, addresses, and every line that changed or was left out', async () => {
    const { exitCode, json } = await jsonOf(file('clerk.txt', CLERK));

    expect(exitCode).toBe(0);
    expect(json).toEqual({
      domains: ['*.corp.example', 'co.uk', 'example.com'],
      addresses: ['jane@example.org'],
      changed: [
        { line: 1, text: '*@example.com', to: 'example.com', why: '`*@` is everybody at what follows' },
        { line: 2, text: 'Jane@Example.org', to: 'jane@example.org', why: 'in lower case' },
        { line: 4, text: '*@*.corp.example', to: '*.corp.example', why: '`*@` is everybody at what follows' },
      ],
      leftOut: [
        { line: 3, text: '+1 (206) 555-0100', why: 'a phone number; a policy tells them by country, `phoneCountry`' },
        {
          line: 5,
          text: 'jane*@example.com',
          why: 'a pattern of addresses; addresses are listed whole, or by their domain',
        },
        { line: 7, text: 'example.com', why: 'a repetition' },
      ],
      numbers: ['+12065550100'],
      notes: [{ line: 6, text: 'co.uk', why: "a public suffix: nobody's own domain" }],
      counts: { read: 7, changed: 3, leftOut: 3, notes: 1 },
    });
  });

  it.each<[string, string | Uint8Array]>([
    ['GitLab', 'EXAMPLE.com, *.corp.example; \njane@example.org\n'],
    ['Keycloak', 'example.com##*.corp.example##jane@example.org'],
    ['Auth0', "const allowList = ['example.com', '*.corp.example', 'jane@example.org'];"],
    ['JSON', '{"domains":["example.com","*.corp.example"],"emails":["jane@example.org"]}'],
    ['a spreadsheet', '\ufeff"Domain";"Why"\r\n"example.com";"a; b"\r\n"*.corp.example";\r\njane@example.org;x\r\n'],
    ['URLs', 'https://example.com/a\nhttp://*.corp.example\nmailto:jane@example.org'],
    ['UTF-16', Buffer.from('\ufeffexample.com\r\n*.corp.example\r\njane@example.org\r\n', 'utf16le')],
    [
      'UTF-16 of the other order',
      Buffer.from('\ufeffexample.com\n.corp.example\njane@example.org', 'utf16le').swap16(),
    ],
  ])('reads lists of %s', async (name, content) => {
    const { json } = await jsonOf(file(`${name}.list`, content));

    expect(json).toMatchObject({
      domains: ['*.corp.example', 'example.com'],
      addresses: ['jane@example.org'],
      leftOut: [],
    });
  });

  it('writes lists that `check --strict` takes', async () => {
    const [domains, addresses] = [at('lists/domains.txt'), at('lists/addresses.txt')];

    const ran = await runHere(['import', file('c.txt', CLERK), '--domains', domains, '--addresses', addresses]);

    expect(ran.exitCode).toBe(0);
    expect(ran.output).toContain(`3 domains in \`${domains}\`\n1 address in \`${addresses}\`\n`);
    expect(readFileSync(domains, 'utf8')).toBe('*.corp.example\nco.uk\nexample.com\n');
    expect(readFileSync(addresses, 'utf8')).toBe('jane@example.org\n');
    const when = (field: string, list: string) => `when: { ${field}: [{ file: lists/${list}.txt }] }`;
    const policy = file('p.yaml', withRule(when('emailDomain', 'domains'), 'then: deny'));
    const other = file('q.yaml', withRule(when('emailAddress', 'addresses'), 'then: deny'));
    expect(checkFiles([policy, other], { strict: true }).issues).toEqual([]);
  });

  it('replaces a file only when told to, and leaves an equal one alone', async () => {
    const list = file('list.txt', 'example.com\n');
    const standing = file('standing.txt', 'example.net\n');

    const refused = await runHere(['import', list, '--domains', standing]);
    expect(refused).toMatchObject({ exitCode: 1, output: '' });
    expect(refused.complaint).toContain(`\`${standing}\` would be replaced; nothing was changed`);
    expect(readFileSync(standing, 'utf8')).toBe('example.net\n');

    expect(await runHere(['import', list, '--domains', standing, '--yes'])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(standing, 'utf8')).toBe('example.com\n');
    expect(await runHere(['import', list, '--domains', standing])).toMatchObject({ exitCode: 0 });
  });

  it('says what it found and wrote nowhere, and what it was asked to write and did not find', async () => {
    const { output } = await runHere(['import', file('d.txt', 'a.example\n'), '--addresses', at('none.txt')]);

    expect(output).toContain('1 domain, written nowhere: name a file with `--domains`\n');
    expect(output).toContain(`no addresses: \`${at('none.txt')}\` was not written\n`);
    expect(existsSync(at('none.txt'))).toBe(false);
  });

  it('shows a hundred lines of one reason, and of more three and their number', async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `@a${index}.example\n`).join('');

    const hundred = await runHere(['import', file('100.txt', lines(100))]);
    const more = await runHere(['import', file('101.txt', lines(101))]);

    expect(hundred.output.match(/^ {4}line /gmu)).toHaveLength(100);
    expect(more.output.match(/^ {4}line /gmu)).toHaveLength(3);
    expect(more.output).toContain('  101 × a domain stands without its `@`\n');
    expect(more.output).toContain('    and 98 more; `--json` lists each\n');
  });

  it('names the file of each line where there are several', async () => {
    const [one, two] = [file('one.txt', '@a.example\n'), file('two.txt', '\n@b.example\na.example\n')];

    const text = await runHere(['import', one, two]);
    const { json } = await jsonOf(one, two);

    expect(text.output).toContain(`    ${two}:2  \`@b.example\` → b.example\n`);
    expect(json.changed).toMatchObject([
      { file: one, line: 1 },
      { file: two, line: 2 },
    ]);
    expect(json.leftOut).toEqual([{ file: two, line: 3, text: 'a.example', why: 'a repetition' }]);
  });

  it.each<[string, string | Uint8Array, string]>([
    [
      'nothing that counts',
      '+12065550100\nhello\n',
      'nothing in `FILE` is a domain or an email address; there are values such as `+12065550100`: a phone number',
    ],
    ['nothing at all', '# nothing\n', 'nothing in `FILE` is a domain or an email address; there are no values'],
    [
      'Latin-1',
      Buffer.from('a.example\nm\u00fcnchen.example\n', 'latin1'),
      '`FILE` is not UTF-8 text: line 2 holds the byte 0xFC, in Latin-1 `\u00fc`',
    ],
    ['a cut-off array', '[\n"a.example",\n', '`FILE` cannot be read: line 1 opens a `[` that is never closed'],
  ])('fails on a list of %s and says what it saw', async (name, content, complaint) => {
    const list = file(`${name}.bad`, content);

    const ran = await runHere(['import', list, '--domains', at('unwritten.txt')]);

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toContain(complaint.replace('FILE', list));
    expect(existsSync(at('unwritten.txt'))).toBe(false);
  });

  it('reads Latin-1 where that is said', async () => {
    const list = file('latin.txt', Buffer.from('m\u00fcnchen.example\n', 'latin1'));

    expect((await jsonOf(list, '--encoding', 'latin1')).json.domains).toEqual(['xn--mnchen-3ya.example']);
  });

  it('shows no control character of a list', async () => {
    const { output } = await runHere(['import', file('control.txt', 'a.example\n\u001b[2Jb.example\n')]);

    expect(output).not.toContain('\u001b');
    expect(output).toContain('[2Jb.example');
  });

  it('refuses one file for both lists, and a file that is not there', async () => {
    const list = file('both.txt', 'a.example\nb@a.example\n');

    expect(await runHere(['import', list, '--domains', 'x', '--addresses', 'x'])).toMatchObject({
      exitCode: 1,
      complaint: 'domains and addresses need a file each',
    });
    expect(await runHere(['import', list, '--domains', '-'])).toMatchObject({
      exitCode: 1,
      complaint: 'lists are written to files: `-` is none',
    });
    expect(await runHere(['import', at('missing.txt')])).toMatchObject({
      exitCode: 1,
      complaint: `\`${at('missing.txt')}\` cannot be read: there is no such file`,
    });
  });

  it('says that a list is larger than a policy takes', async () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `${'a'.repeat(50)}${index}.example\n`);

    const { output } = await runHere(['import', file('huge.txt', names.join('')), '--domains', at('huge.out')]);

    expect(output).toMatch(/`[^`]*huge\.out` has 6,388,890 bytes, and a policy takes lists of 5,242,880 at most/u);
  });

  it('reads standard input', async () => {
    const ran = await signupGuardHere(['import', '-', '--json'], { input: '*@a.example\n' });

    expect(ran.exitCode).toBe(0);
    expect(JSON.parse(ran.output)).toMatchObject({ domains: ['a.example'], changed: [{ line: 1 }] });
  });
});

describe('a list of 121,570 lines', () => {
  const names = Array.from({ length: 121_570 }, (_, index) => `mail${index}.example`);
  const policy = file('large.yaml', withRule('when: { emailDomain: [{ file: large.txt }] }', 'then: deny'));

  it('with one fault is one issue of `check`, with the command that mends it', async () => {
    file('large.txt', names.map((name) => `@${name}\n`).join(''));

    const { issues, exitCode } = checkFiles([policy], { strict: false });

    expect(exitCode).toBe(3);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toMatch(/^121,570 values alike: `@mail0\.example` has an `@`/u);
    expect(issues[0]?.message).toContain('`@mail1.example` on line 2, `@mail2.example` on line 3');
    expect(issues[0]?.message).toContain('`signup-guard import ');
  });

  it('is mended by that command', async () => {
    const list = file('large.txt', names.map((name) => `@${name}\n`).join(''));

    expect(await runHere(['import', list, '--domains', list, '--yes'])).toMatchObject({ exitCode: 0 });
    expect(checkFiles([policy], { strict: true }).issues).toEqual([]);
  });
});
