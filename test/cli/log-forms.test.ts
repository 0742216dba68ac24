/**
 * Every form in which AWS and its tools give a log, read by every command over logs; and what is none of them, refused in
 * words that say what it looks like.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { APPROVED, COLLIDED, DOUBTED, powertoolsLine, REFUSED } from '../record/records.ts';
import { LOG_FORMS } from '../support/log-forms.ts';
import { signupGuardHere } from './in-process.ts';

const HOURS = [10, 11, 12, 13];
const EVENTS = [APPROVED, REFUSED, COLLIDED, DOUBTED].map((record, index) => {
  const at = Date.UTC(2026, 2, 1, HOURS[index]);
  return { at, message: powertoolsLine(record, new Date(at).toISOString()) };
});

/** The record alone: its time is what the form says. */
const BARE = [APPROVED, REFUSED].map((record, index) => ({
  at: Date.UTC(2026, 2, 1, HOURS[index]),
  message: JSON.stringify(record),
}));

/** These forms give no time beside the record's own. */
const TIMELESS = /^(?:JSON|indented|an array|gzip|zstd|a byte|UTF-16)|--(?:query|output text)/u;

const folder = mkdtempSync(join(tmpdir(), 'signup-guard-forms-'));
const policy = join(folder, 'policy.yaml');
writeFileSync(policy, 'version: 1\nmode: enforce\nrules: []\notherwise: code\n');
afterAll(() => rmSync(folder, { recursive: true }));

const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
  ['review', ['review', '-', '--strict', '--json']],
  ['replay', ['replay', '-', '--strict', '--json', '--policy', policy]],
];

describe.each(LOG_FORMS)('$name', ({ write }) => {
  const input = write(EVENTS);

  it.each(COMMANDS)('is read by %s', async (_, words) => {
    const ran = await signupGuardHere(words, { input });

    expect([ran.exitCode, ran.complaint]).toEqual([0, '']);
    expect(JSON.parse(ran.output)).toMatchObject({ records: 4 });
  });

  it('is read by decisions, each at its time', async () => {
    const ran = await signupGuardHere(['decisions', '-', '--strict', '--json'], { input });

    const read = ran.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ran.exitCode).toBe(0);
    expect(read.map(({ timestamp, decision }) => [Date.parse(timestamp), decision.outcome])).toEqual([
      [EVENTS[0]?.at, 'approve'],
      [EVENTS[1]?.at, 'deny'],
      [EVENTS[2]?.at, 'code'],
      [EVENTS[3]?.at, 'code'],
    ]);
  });
});

describe.each(LOG_FORMS.filter(({ name }) => !TIMELESS.test(name)))('$name', ({ write }) => {
  it('tells the time of a record that has none of its own', async () => {
    const ran = await signupGuardHere(['decisions', '-', '--json'], { input: write(BARE) });

    const read = ran.output
      .trim()
      .split('\n')
      .map((line) => Date.parse(JSON.parse(line).timestamp));
    expect(read).toEqual(BARE.map(({ at }) => at));
  });
});

const RECORDS = EVENTS.map(({ message }) => message);
const TAIL = '2026-03-01T10:00:00+00:00 2026/03/01/[$LATEST]01';

/** What is no log of decisions, and what the complaint says that it looks like. */
const OTHERS: readonly (readonly [name: string, input: string | Uint8Array, look: RegExp])[] = [
  [
    'users of a pool',
    JSON.stringify({ Users: [{ Username: 'a', Attributes: [] }] }, null, 4),
    /users of a pool, which `signup-guard audit` reads/u,
  ],
  ['a policy', 'version: 1\nmode: enforce\nrules: []\n', /looks like YAML/u],
  [
    'a compiled policy',
    '{"version":1,"mode":"enforce","rules":[],"otherwise":"code"}',
    /looks like the compiled policy/u,
  ],
  [
    'an event',
    JSON.stringify({ version: '1', triggerSource: 'PreSignUp_SignUp', userPoolId: 'x' }),
    /an event of the pre sign-up trigger/u,
  ],
  [
    'CloudTrail',
    JSON.stringify({ Records: [{ eventVersion: '1', eventSource: 'x' }] }),
    /looks like events of CloudTrail/u,
  ],
  ['counts of Insights', 'decision.outcome,n\ndeny,7\n', /a table with the columns `decision\.outcome`, `n`/u],
  ['a table of people', 'email,ann@example.com\nx,y\n', /looks like plain text/u],
  ['a table drawn', '-----------\n|  FilterLogEvents  |\n', /`--output table`/u],
  ['YAML of the AWS CLI', "events:\n- eventId: '1'\n  timestamp: 1\n", /looks like YAML/u],
  ['a page', '<!doctype html>\n<p>x\n', /a web page or XML/u],
  ['a ZIP archive', Buffer.from('PK\u0003\u0004 and more\n'), /a ZIP archive/u],
  ['bytes', gzipSync(Buffer.from([0, 1, 2, 3, 255, 254, 10])), /bytes that are no text/u],
  ['other JSON', '{"level":"INFO","message":"hello"}', /JSON with the fields `level`, `message`/u],
  ['names that are addresses', '{"ann@example.com":1,"b":2}', /JSON with the fields `b` and 1 more/u],
  ['a list of numbers', '[1,2,3]', /looks like plain text/u],
  ['a list of texts', '["a","b"]', /a list of texts in JSON/u],
  ['a cut record', RECORDS[0]?.slice(0, 300) ?? '', /JSON that is cut off or damaged/u],
  [
    'a decision of a later version',
    '{"decision":{"schema":2,"outcome":"maybe"}}',
    /a decision that this version does not know/u,
  ],
  ['Lambda alone', 'START RequestId: 1 Version: 2\nEND RequestId: 1\n', /Lambda's own lines/u],
  ['prose', 'nothing happened\nat all\n', /looks like plain text/u],
];

/** Logs in which nothing happened. */
const EMPTY: readonly (readonly [name: string, input: string | Uint8Array])[] = [
  ['nothing', ''],
  ['blank lines', '\n  \r\n\n'],
  ['a byte order mark', '\uFEFF'],
  ['nothing, compressed', gzipSync('')],
  ['an empty answer', JSON.stringify({ events: [], searchedLogStreams: [] }, null, 4)],
  ['an empty answer on one line', '{"events":[],"searchedLogStreams":[]}'],
  ['an empty query', JSON.stringify({ results: [], statistics: {}, status: 'Complete' }, null, 4)],
  ['an empty query on one line', '{"results":[],"statistics":{},"status":"Complete"}'],
  ['an empty table', '@timestamp,@message\n'],
  ['an empty array', '[]'],
  ['an empty array, indented', '[\n]\n'],
];

const ALL: readonly (readonly [string, ...string[]])[] = [['review'], ['decisions'], ['replay', '--policy', policy]];

describe.each(ALL)('%s', (command, ...words) => {
  const run = (input: string | Uint8Array, ...more: readonly string[]) =>
    signupGuardHere([command, '-', ...words, ...more], { input });

  it.each(OTHERS)('refuses %s and says what it looks like', async (_, input, look) => {
    const ran = await run(input);

    expect([ran.exitCode, ran.output]).toEqual([1, '']);
    expect(ran.complaint).toMatch(look);
    expect(ran.complaint).toMatch(/read is the trigger's log as JSON lines/u);
    expect(ran.complaint).not.toContain('ann@');
  });

  it.each(EMPTY)('finds no records in %s, which is no error', async (_, input) => {
    const ran = await run(input);

    expect(ran.exitCode).toBe(0);
    expect(ran.output + ran.complaint).toBe('no records\n');
  });

  it('does not take a query that still runs for an answer', async () => {
    for (const input of [
      { results: [], status: 'Running' },
      { results: [[{ field: '@message', value: RECORDS[0] }]], status: 'Timeout' },
    ]) {
      for (const text of [JSON.stringify(input), JSON.stringify(input, null, 4)]) {
        const ran = await run(text);

        expect(ran.exitCode).toBe(1);
        expect(ran.complaint).toMatch(/the query's status is `(?:Running|Timeout)`: its results are not all there/u);
      }
    }
  });

  it('says how much was read, and with --strict fails where some could not be', async () => {
    const input = [RECORDS[0], `${TAIL} START RequestId: 1`, RECORDS[1]?.slice(0, 99), 'odd', RECORDS[2]].join('\n');

    const [ran, strict] = [await run(input), await run(input, '--strict')];

    expect(ran.exitCode).toBe(0);
    expect(ran.output + ran.complaint).toMatch(/\(40\.0 % of 5 entries: 3 are no decisions, 2 unreadable\)/u);
    expect(strict.exitCode).toBe(1);
    expect(strict.complaint).toMatch(/2 of 5 entries could not be read, which `--strict` takes for an error/u);
  });

  it('takes the other lines of a log for what they are', async () => {
    const lines = ['START RequestId: 1 Version: 2', RECORDS[0], `${TAIL} END RequestId: 1`, '{"level":"WARN"}'];

    const ran = await run(lines.join('\n'), '--strict');

    expect([ran.exitCode, ran.complaint]).toEqual([0, '']);
  });
});

it('a command reads several files of several forms as one log', async () => {
  const files = ['aws logs filter-log-events', 'Logs Insights, CSV', 'zstd'].map((name, index) => {
    const file = join(folder, `log-${index}`);
    writeFileSync(file, LOG_FORMS.find((form) => form.name === name)?.write(EVENTS) ?? '');
    return file;
  });

  const { output } = await signupGuardHere(['review', ...files, '--json']);

  expect(JSON.parse(output)).toMatchObject({ records: 12, skipped: 0 });
});
