/**
 * Every form in which the users of a pool are exported, read by `audit`; and what is none of them, refused in words that say
 * what it looks like.
 */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { signupGuardHere } from '../in-process.ts';
import { listed, USERS } from './users.ts';

const LISTED = USERS.map(listed);

const page = (users: readonly unknown[], more: object = {}) => ({ Users: users, ...more });
const pages = (indent: number) =>
  [LISTED.slice(0, 4), LISTED.slice(4, 7), LISTED.slice(7)].map((users, index) =>
    JSON.stringify(page(users, index < 2 ? { PaginationToken: 'CAISlAIIARKw' } : {}), null, indent),
  );

const flat = LISTED.map(({ Username, Attributes, Enabled, UserStatus }) => ({
  Username,
  Enabled,
  UserStatus,
  ...Object.fromEntries(Attributes.map(({ Name, Value }) => [Name, Value])),
}));

const COLUMNS = ['name', 'email', 'verified', 'phone', 'status'] as const;

function table(separator: string, header: readonly string[], yes = 'true'): string {
  const rows = USERS.map((user) =>
    COLUMNS.map((column) => {
      const value = column === 'status' ? (user.status ?? 'CONFIRMED') : (user[column] ?? '');
      return value === true ? yes : String(value);
    }),
  );
  return [header, ...rows].map((row) => `${row.map((cell) => `"${cell}"`).join(separator)}\r\n`).join('');
}

const COGNITO = ['cognito:username', 'email', 'email_verified', 'phone_number', 'userstatus'];
const jsonLines = LISTED.map((user) => `${JSON.stringify(user)}\n`).join('');
const printed = JSON.stringify(page(LISTED), null, 4);

const FORMS: readonly (readonly [name: string, input: string | Uint8Array])[] = [
  ['aws cognito-idp list-users', printed],
  ['aws cognito-idp list-users, page after page', pages(4).join('\n')],
  ['pages on a line each', pages(0).join('\n')],
  ['pages run together', pages(0).join('')],
  ['aws cognito-idp list-users --query Users', JSON.stringify(LISTED, null, 4)],
  ['an array', JSON.stringify(LISTED)],
  ['an array of pages', `[${pages(0).join(',')}]`],
  ['JSON lines', jsonLines],
  ['indented JSON, user after user', LISTED.map((user) => JSON.stringify(user, null, 2)).join('\n')],
  ['flat JSON', JSON.stringify(flat, null, 2)],
  ['CSV by the names of Cognito', table(',', COGNITO)],
  ['CSV with semicolons, as spreadsheets of many countries save it', table(';', COGNITO, 'WAHR')],
  ['CSV with tabs', table('\t', COGNITO, 'yes')],
  [
    'CSV by the names of the console',
    table(',', ['User name', 'Email address', 'Email verified', 'Phone number', 'Confirmation status'], 'Yes'),
  ],
  ['CSV by plain names', table(';', ['login', 'e-mail', 'email verified', 'phone', 'status'], '1')],
  ['CSV of Excel', `\uFEFFsep=;\r\n${table(';', COGNITO, 'TRUE')}`],
  ['CSV in UTF-16', Buffer.from(`\uFEFF${table('\t', COGNITO, 'TRUE')}`, 'utf16le')],
  ['gzip', gzipSync(printed)],
  ['zstd', zstdCompressSync(Buffer.from(jsonLines))],
  ['UTF-16, as PowerShell saves it', Buffer.from(`\uFEFF${printed}`, 'utf16le')],
  ['a byte order mark', `\uFEFF${jsonLines}`],
];

const OTHERS: readonly (readonly [name: string, input: string | Uint8Array, look: RegExp])[] = [
  [
    'a log of decisions',
    '{"level":"INFO","service":"signup-guard","decision":{"schema":1,"outcome":"deny"}}\n',
    /the log of decisions/u,
  ],
  [
    'a table without a user name',
    'email,phone\nann@example.com,+12065550100\n',
    /a table with the columns `email`, `phone`/u,
  ],
  ['text of the AWS CLI', 'USERS\tTrue\t2026-01-01\tCONFIRMED\tann@example.com\n', /looks like plain text/u],
  ['prose', 'nobody\nat all\n', /looks like plain text/u],
  ['a cut answer', printed.slice(0, 120), /JSON that is cut off or damaged/u],
  ['groups', '{"Groups":[{"GroupName":"a"}]}', /JSON with the fields `Groups`/u],
];

const EMPTY: readonly (readonly [name: string, input: string | Uint8Array])[] = [
  ['nothing', ''],
  ['blank lines', '\n\r\n  \n'],
  ['an empty pool', JSON.stringify(page([]), null, 4)],
  ['an empty pool on one line', '{"Users":[]}'],
  ['an empty array', '[]'],
  ['a header alone', 'username,email\n'],
];

describe('an export of a pool', () => {
  it.each(FORMS)('is read as %s', async (_, input) => {
    const ran = await signupGuardHere(['audit', '-', '--json', '--strict'], { input });

    expect([ran.exitCode, ran.complaint]).toEqual([0, '']);
    const { users, unreadable, counts } = JSON.parse(ran.output);
    expect([users, unreadable]).toEqual([10, 0]);
    expect(counts).toMatchObject({ 'shared-address': 7, 'case-twin': 4, stranding: 3 });
  });

  it.each(OTHERS)('is not %s', async (_, input, look) => {
    const ran = await signupGuardHere(['audit', '-'], { input });

    expect([ran.exitCode, ran.output]).toEqual([1, '']);
    expect(ran.complaint).toMatch(look);
    expect(ran.complaint).toMatch(/read is what `aws cognito-idp list-users` prints/u);
    expect(ran.complaint).not.toContain('ann@');
  });

  it.each(EMPTY)('may be empty: %s', async (_, input) => {
    expect(await signupGuardHere(['audit', '-'], { input })).toEqual({
      exitCode: 0,
      output: 'no records\n',
      complaint: '',
    });
  });

  it('says how much was read, and with --strict fails where some was not', async () => {
    const input = `${jsonLines}{"email":"ann@example.com"}\nodd\n`;

    const [ran, strict] = [
      await signupGuardHere(['audit', '-'], { input }),
      await signupGuardHere(['audit', '-', '--strict'], { input }),
    ];

    expect(ran.exitCode).toBe(0);
    expect(ran.output).toMatch(/^-: 10 users \(83\.3 % of 12 entries: 2 are no users\)\n/u);
    expect(strict).toMatchObject({
      exitCode: 1,
      complaint: '2 of 12 entries are no users, which `--strict` takes for an error\n',
    });
  });
});
