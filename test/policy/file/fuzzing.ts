/**
 * What is thrown at the parser: bytes, YAML-shaped text, and valid policies with a few characters changed. The property
 * is the same for the short run of `npm test` and the long one of `npm run test:fuzz`.
 */
import fc from 'fast-check';
import { CONDITIONS } from '../../../src/core/conditions/registry.ts';
import { lintPolicy } from '../../../src/policy/lints/lint.ts';
import { ANY_CHARACTER } from '../../support/any-character.ts';
import { examine, withRule } from './read.ts';

const WORDS = [
  ...[
    'version',
    'mode',
    'rules',
    'otherwise',
    'collision',
    'holders',
    'then',
    'when',
    'unless',
    'id',
    'verify',
    'file',
  ],
  ...['enforce', 'approve', 'code', 'deny', 'email', 'true', 'null', '1', '.inf', '0x1', '2026-01-01', 'example.com'],
  ...['@example.com', '*.example.com', '../a', 'a.txt', '__proto__', 'constructor', '<<', '""', "''", '!!binary', '!x'],
  ...CONDITIONS.map(({ field }) => field),
];
const GLUE = [
  '\n',
  '\n  ',
  '\n    ',
  '\n  - ',
  ': ',
  ': ',
  ' ',
  ', ',
  '[',
  ']',
  '{',
  '}',
  '#',
  '&a ',
  '*a',
  '|\n',
  '>-\n',
];
const MORE_GLUE = [
  '? ',
  '- ',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '\t',
  '"',
  "'",
  '\\',
  '\r',
  '\u{feff}',
  '\u0085',
  '\u2028',
  '\0',
];

const yamlShaped = fc
  .array(fc.constantFrom(...WORDS, ...GLUE, ...MORE_GLUE), { maxLength: 120 })
  .map((parts) => parts.join(''));

const VALID = [
  withRule('when: { emailDomain: [example.com, { file: a.txt }] }', 'then: deny', 'message: No'),
  withRule(
    'when:',
    '  client: [abc]',
    'unless: { emailTag: true }',
    'then: approve',
    'verify: [email]',
    'acknowledge: x',
  ),
];

const mutated = fc
  .tuple(
    fc.constantFrom(...VALID),
    fc.array(fc.tuple(fc.nat(200), fc.nat(6), fc.constantFrom('', ...WORDS, ...GLUE, ...MORE_GLUE)), { maxLength: 4 }),
  )
  .map(([text, edits]) =>
    edits.reduce((rest, [at, length, put]) => rest.slice(0, at) + put + rest.slice(at + length), text),
  );

/** Any input at all. */
const input: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: ANY_CHARACTER, maxLength: 300 }),
  yamlShaped,
  mutated,
);

/** How many inputs came out which way; a run that saw only one of them proves little. */
export type Seen = { valid: number; invalid: number };

/** Throws unless every input gives issues with places and backticks, or a document. */
export function fuzzParser(limits: { readonly numRuns: number; readonly interruptAfterTimeLimit?: number }): Seen {
  const seen: Seen = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(input, fc.string({ unit: fc.constantFrom(...'ab.@*#\n\r\t \0ü'), maxLength: 40 }), (text, list) => {
      const { policy, lintable } = examine(text, { 'a.txt': list });
      seen[policy.ok ? 'valid' : 'invalid'] += 1;
      const errors = policy.ok ? [] : policy.error;
      if (!policy.ok && errors.length === 0) throw new Error('refused without a reason');
      const issues = [...errors, ...(lintable === null ? [] : lintPolicy(lintable))];
      for (const { line, column, message } of issues) {
        if (!(line >= 1 && column >= 1)) throw new Error(`no place: ${line}:${column}`);
        if (!/`[^`\n]+`/u.test(message)) throw new Error(`names nothing: ${message}`);
      }
    }),
    limits,
  );
  return seen;
}
