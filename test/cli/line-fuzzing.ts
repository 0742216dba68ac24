/**
 * What is thrown at the commands over logs and exports: random text, random JSON, and lines, records and whole forms with a
 * few characters changed. Among them stands one line that is whole, which has to be found whatever is around it. The short
 * run of `npm test` and the long one of `npm run test:fuzz` ask the same.
 */
import fc from 'fast-check';
import { APPROVED, COLLIDED, DOUBTED, powertoolsLine, REFUSED } from '../record/records.ts';
import { ANY_CHARACTER } from '../support/any-character.ts';
import { LOG_FORMS } from '../support/log-forms.ts';
import { listed, USERS } from './audit/users.ts';
import type { Ran } from './run.ts';

/** Runs a command line with that input. */
export type RunCommand = (words: readonly string[], input: Uint8Array) => Promise<Ran>;

const RECORDS = [APPROVED, REFUSED, COLLIDED, DOUBTED];
const WHOLE = powertoolsLine(APPROVED, '2026-03-01T12:00:00.000Z');
const WHOLE_USER = JSON.stringify(listed({ name: 'whole', email: 'whole@example.com' }));

const TIMES = [
  '9e15',
  '-9e15',
  '1e400',
  '1.5',
  '-0',
  '9007199254740993',
  '"+275760-09-13T00:00:00Z"',
  '"2026-13-45"',
  'null',
  '[]',
];
const NUMBERS = [...TIMES, '0', '1', '1e308', '-1', '1772359200000'];
const TEXTS = [
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '=1+1',
  '\u202e',
  'h:'.padEnd(5000, '9'),
  '',
  'toString',
  '</script>',
];
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  ':',
  '\n',
  '\r',
  '\t',
  ';',
  '\u001b[0m',
  '}{',
  '},{',
  '\\u0000',
  '\ud800',
  '\u0000',
  ' ',
  '2026-03-01T10:00:00Z ',
  '"outcome":"deny"',
  '"events":[',
  'null',
  '@message',
  'sep=;',
];

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom(0, -1, 1.5, 9e15, -9e15, 2 ** 53, 1e308, true, false, null),
  fc.constantFrom([], {}, [[[[]]]], [null], [{}], { __proto__: null }),
  fc.array(fc.constantFrom(...TEXTS, 1, null), { maxLength: 4 }),
);

const FIELDS = [...Object.keys(APPROVED), 'candidate', 'companion', 'limits', 'observed', 'toString'];
const DEEP = ['policy', 'subject', 'calls', 'ms', 'attestation', 'candidate', 'response'];

/** A record some of whose fields are anything. */
const oddRecord = fc
  .tuple(
    fc.constantFrom(...RECORDS),
    fc.array(fc.tuple(fc.constantFrom(...FIELDS), value), { maxLength: 4 }),
    fc.array(
      fc.tuple(
        fc.constantFrom(...DEEP),
        fc.constantFrom('user', 'digest', 'total', 'outcome', 'result', 'emailDomain', 'phone'),
        value,
      ),
      { maxLength: 3 },
    ),
  )
  .map(([record, odd, deep]) => {
    const fields: Record<string, unknown> = {
      ...record,
      ...Object.fromEntries(odd),
      schema: 1,
      outcome: record.outcome,
    };
    for (const [field, name, inner] of deep) {
      const before = fields[field];
      fields[field] = { ...(typeof before === 'object' && before !== null ? before : {}), [name]: inner };
    }
    return fields;
  });

/** A line with an odd record and an odd time. */
const oddLine = fc
  .tuple(oddRecord, fc.constantFrom('timestamp', '@timestamp', 'time'), fc.constantFrom(...NUMBERS), fc.boolean())
  .map(([record, name, time, bare]) =>
    bare
      ? `{"${name}":${time},"message":${JSON.stringify(JSON.stringify(record))}}`
      : `{"${name}":${time},"decision":${JSON.stringify(record)}}`,
  );

const EVENTS = RECORDS.map((record, index) => ({
  at: Date.UTC(2026, 2, 1, 10 + index),
  message: powertoolsLine(record),
}));
const TEXT_FORMS = LOG_FORMS.map(({ write }) => write(EVENTS)).filter((form) => typeof form === 'string');

const USER_FORMS = [
  JSON.stringify({ Users: USERS.map(listed) }, null, 4),
  USERS.map((user) => JSON.stringify(listed(user))).join('\n'),
  'username;email\nann;ann@example.com\n',
];

const edits = fc.array(fc.tuple(fc.nat(3000), fc.nat(8), fc.constantFrom('', ...PIECES, ...NUMBERS)), {
  minLength: 1,
  maxLength: 4,
});

const mutated = (texts: readonly string[]) =>
  fc.tuple(fc.constantFrom(...texts), edits).map(([text, all]) =>
    all.reduce((rest, [at, length, put]) => {
      const place = rest.length === 0 ? 0 : at % rest.length;
      return rest.slice(0, place) + put + rest.slice(place + length);
    }, text),
  );

const junk = fc.oneof(
  fc.string({ unit: ANY_CHARACTER, maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.json(),
);

const logLine = fc.oneof(oddLine, oddLine, mutated(EVENTS.map(({ message }) => message)), mutated(TEXT_FORMS), junk);
const userLine = fc.oneof(mutated(USER_FORMS), mutated(USERS.map((user) => JSON.stringify(listed(user)))), junk);

/** A few odd lines, one that is whole, a few more. */
const around = (line: fc.Arbitrary<string>, whole: string, maxLength: number) =>
  fc
    .tuple(fc.array(line, { maxLength, size: 'max' }), fc.array(line, { maxLength, size: 'max' }))
    .map(([before, after]) => [...before, whole, ...after]);

const COMMANDS: readonly (readonly string[])[] = [
  ['review', '-'],
  ['review', '-', '--json'],
  ['decisions', '-'],
  ['decisions', '-', '--json'],
  ['replay', '-', '--policy', 'policies/prod.yaml'],
];

const EXPORTS: readonly (readonly string[])[] = [
  ['audit', '-', '--policy', 'policies/staging.yaml', '--json'],
  ['audit', '-', '--csv'],
];

/** How many lines went through, and how many of them were read. */
export type FuzzedLines = { lines: number; whole: number };

/** How much is thrown. */
export type FuzzLimits = {
  readonly numRuns: number;
  readonly interruptAfterTimeLimit?: number;
  readonly linesEach: number;
};

/** Throws unless every command ends well and the whole line is in what it found. */
export async function fuzzLines(run: RunCommand, { linesEach, ...limits }: FuzzLimits): Promise<FuzzedLines> {
  const seen: FuzzedLines = { lines: 0, whole: 0 };
  const logs = fc.tuple(fc.constantFrom(...COMMANDS), around(logLine, WHOLE, linesEach));
  const exports = fc.tuple(fc.constantFrom(...EXPORTS), around(userLine, WHOLE_USER, linesEach));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 4, arbitrary: logs }, { weight: 1, arbitrary: exports }),
      async ([words, lines]) => {
        const input = Buffer.from(lines.join('\n'), 'utf8');
        const ran = await run(words, input);
        if (ran.exitCode !== 0) throw new Error(`${words.join(' ')} ended with ${ran.exitCode}: ${ran.complaint}`);
        if (/no records/u.test(ran.output + ran.complaint)) throw new Error(`${words.join(' ')} lost the whole line`);
        seen.lines += lines.length;
        seen.whole += 1;
      },
    ),
    limits,
  );
  return seen;
}
