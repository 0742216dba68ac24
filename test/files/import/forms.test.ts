/**
 * How lists are parted into values: lines, tables and JSON, each value at its line.
 */
import { expect, test } from 'vitest';
import { jsonValues, looksLikeJson } from '../../../src/files/import/json-values.ts';
import { linesOf } from '../../../src/files/import/lines.ts';
import { tableForm, tableValues } from '../../../src/files/import/table.ts';

/** `line text` of each value, and what keeps a list from being read. */
function told(
  values: Iterable<{ readonly line: number } & ({ readonly text: string } | { readonly unreadable: string })>,
) {
  return [...values].map((value) => `${value.line} ${'text' in value ? value.text : `! ${value.unreadable}`}`);
}

test.each<[string, string, readonly string[]]>([
  ['one a line', 'a.example\r\n\r\nb.example\rc.example\n', ['1 a.example', '3 b.example', '4 c.example']],
  [
    'commas, semicolons and tabs',
    'a.example, b.example;*.c.example\td.example,\n',
    ['1 a.example', '1 b.example', '1 *.c.example', '1 d.example'],
  ],
  ['spaces', 'a.example  b@c.example\n', ['1 a.example', '1 b@c.example']],
  ['words, which stay together', 'not a value\n', ['1 not a value']],
  ['a name before an address', 'Jane Doe <jane@d.example>', ['1 Jane Doe <jane@d.example>']],
  ['comments', '# all\na.example # why\n // b\n## c\nb#c.example\n', ['2 a.example', '5 b#c.example']],
  [
    '`##`',
    'a.example##b.example##\nc.example ## d.example\ne.example ## why\n##f.example',
    ['1 a.example', '1 b.example', '2 c.example', '2 d.example', '3 e.example'],
  ],
  ['bullets', '- a.example\n* b.example\n\u2022 c.example\n', ['1 a.example', '2 b.example', '3 c.example']],
  ['nothing', '', []],
])('parts lines by %s', (_, text, values) => {
  expect(told(linesOf(text))).toEqual(values);
});

function tableOf(text: string) {
  const form = tableForm(text);
  return form === null ? null : { names: form.columns.map(({ name }) => name), values: told(tableValues(text, form)) };
}

test.each<[string, string, readonly string[], readonly string[]]>([
  ['commas', 'id,domain,reason\n1,a.example,spam\n2,b.example,\n', ['domain'], ['2 a.example', '3 b.example']],
  ['semicolons', 'Domain;Added\r\na.example;2026-01-01\r\n', ['Domain'], ['2 a.example']],
  ['tabs', 'added\tEmail Address\n1\ta@b.example\n', ['Email Address'], ['2 a@b.example']],
  ['quotes', '"domain";"reason"\n"a.example";"one; ""two"""\n', ['domain'], ['2 a.example']],
  [
    'lines inside quotes',
    'reason,domain\n"one\ntwo\r\nthree",a.example\n,b.example\n',
    ['domain'],
    ['2 a.example', '5 b.example'],
  ],
  ['one column', 'email\na@b.example\n\nc@d.example', ['email'], ['2 a@b.example', '4 c@d.example']],
  ['comments before the header', '# exported\n\ndomain,n\na.example,1\n', ['domain'], ['4 a.example']],
  [
    'several columns that count',
    'email,domain,url\na@b.example,c.example,https://d.example\n',
    ['email', 'domain'],
    ['2 a@b.example', '2 c.example'],
  ],
  [
    'a column that counts where no better one is',
    'url,reason\nhttps://d.example,x\n',
    ['url'],
    ['2 https://d.example'],
  ],
  [
    'a name that ends in a known one',
    'Blocked Domain,email_verified,ip_address\na.example,true,192.0.2.1\n',
    ['Blocked Domain'],
    ['2 a.example'],
  ],
  ['several values a cell', 'domains,n\n"a.example, b.example",1\n', ['domains'], ['2 a.example', '2 b.example']],
  ['short rows', 'n,domain\n1\n2,a.example', ['domain'], ['3 a.example']],
])('an import reads a table with %s', (_, text, names, values) => {
  expect(tableOf(text)).toEqual({ names, values });
});

test.each([
  'a.example,b.example\n',
  'a.example\n',
  'domain,a.example\n',
  '*,domain\n',
  'name,reason\n',
  '',
  `domain,${'x'.repeat(2001)}\n`,
])('an import takes %j for no table', (text) => {
  expect(tableForm(text)).toBeNull();
});

test('an import names the line of a quote that nothing closes', () => {
  expect(tableOf('domain\na.example\n"b.example\nc.example\n')?.values).toEqual([
    '2 a.example',
    '3 ! opens a quote that is never closed',
  ]);
});

test.each<[string, string, readonly string[]]>([
  ['an array', '["a.example",\n "b.example"\n]', ['1 a.example', '2 b.example']],
  [
    'arrays under keys',
    '{"allow": {"domains": ["a.example"], "emails": ["b@c.example"]}}',
    ['1 a.example', '1 b@c.example'],
  ],
  [
    'objects',
    '[{"identifier": "*@a.example", "id": "alid_1"},\n{"identifier": "b@c.example"}]',
    ['1 *@a.example', '2 b@c.example'],
  ],
  ['lines of objects', '{"domain":"a.example"}\n{"domain":"b.example","why":"spam"}\n', ['1 a.example', '2 b.example']],
  [
    'a map from domains',
    '{"a.example": true, "b.example": {"reason": "spam"}, "c": 1}',
    ['1 a.example', '1 b.example'],
  ],
  [
    'a script',
    "const allowList = [\n  'a.example', // ours\n  \"b.example\", /* and\n theirs */ 'c.example',\n];\napi.deny('no');",
    ['2 a.example', '3 b.example', '4 c.example'],
  ],
  ['escapes', '["\\u0061.example", "a\\"b", \'it\\\'s\', "\\\\"]', ['1 a.example', '1 a"b', "1 it's", '1 \\']],
  ['words without quotes', '[a.example, 12065550100, null]', ['1 a.example', '1 12065550100', '1 null']],
  ['an empty array', '[]', []],
])('an import reads %s', (_, text, values) => {
  expect(looksLikeJson(text)).toBe(true);
  expect(told(jsonValues(text))).toEqual(values);
});

test.each([
  ['["a.example",\n', ['1 a.example', '1 ! opens a `[` that is never closed']],
  ['[\n{"domain": "a.example"\n', ['2 a.example', '2 ! opens a `{` that is never closed']],
  ['["a.example"]]', ['1 a.example', '1 ! has a `]` that closes nothing']],
  ['["a.example"}', ['1 a.example', '1 ! has a `}` that closes nothing']],
  ['["a.example', ['1 a.example', '1 ! opens a `[` that is never closed']],
])('an import finds that %j is not whole', (text, values) => {
  expect(told(jsonValues(text))).toEqual(values);
});

test.each(['a.example\n', '"a.example"', 'const a = 1', ''])('an import takes %j for no JSON', (text) => {
  expect(looksLikeJson(text)).toBe(false);
});

test('an import reads a line of some megabytes', () => {
  const values = Array.from({ length: 300_000 }, (_, index) => `a${index}.example`);

  expect([...linesOf(`${values.join(',')} # ${'x'.repeat(1_000_000)}`)]).toHaveLength(300_000);
  expect([...jsonValues(`[${values.map((value) => `"${value}"`).join(',')}${' '.repeat(1_000_000)}]`)]).toHaveLength(
    300_000,
  );
  expect(tableForm(values.join(','))).toBeNull();
});
