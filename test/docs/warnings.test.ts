/**
 * Every warning that the page on policies lists is one that `check` gives, and every one in the sources is listed, looked
 * for, and met by an example here.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintPolicy } from '../../src/policy/lints/lint.ts';
import { ED_KEY } from '../policy/file/keys.ts';
import { parse } from '../policy/file/read.ts';
import { policyOf } from '../policy/lints/linted.ts';
import { codeBelow, importsOf } from '../support/modules.ts';

type Example = { readonly rules: readonly string[]; readonly settings?: string };

const CATALOGUE = 'src/policy/lints/lint.ts';
const PAGE = readFileSync('docs/policies.md', 'utf8');
const NOW = Date.UTC(2026, 10, 27);

const STAFF =
  '{ id: staff, when: { emailDomain: [example.com] }, then: approve, verify: [email], acknowledge: only staff reach the page }';
const ATTESTER = `otherwise: code\nattesters: [{ id: invitations, keys: [${JSON.stringify(ED_KEY)}], maxAge: 60d }]`;

function approving(domains: string, rest = ', verify: [email], acknowledge: only staff reach the page'): string {
  return `{ id: one, when: { emailDomain: [${domains}] }, then: approve${rest} }`;
}

function denying(rest: string): string {
  return `{ id: no, ${rest}, then: deny }`;
}

function limited(id: string, limit: string, then = 'code'): string {
  return `{ id: ${id}, limit: { ${limit} }, then: ${then} }`;
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  'alias-may-move': { rules: [STAFF], settings: 'otherwise: code\nlookup: alias' },
  'code-for-everybody': { rules: ['{ id: rest, then: code }', STAFF] },
  'collision-oracle': { rules: [STAFF], settings: 'otherwise: code\ncollision: { then: deny }' },
  'covered-approval': { rules: [STAFF, denying('when: { emailDomain: [example.com] }')] },
  'denies-absent': { rules: [denying('unless: { emailDomain: [example.com] }')] },
  'denies-everybody': { rules: ['{ id: rest, then: deny }', STAFF] },
  'denies-unsent': { rules: [denying('unless: { metadata: { invite: [a] } }')] },
  'full-stop': { rules: [denying('when: { client: [a] }, message: No.')] },
  'idle-attester': { rules: [], settings: ATTESTER },
  'limit-idle': {
    rules: [limited('a', 'by: client, count: 10, per: 1h'), limited('b', 'by: client, count: 20, per: 1h')],
  },
  'limit-never-reached': { rules: [limited('flood', 'by: client, count: 5000, per: 1m')] },
  'limit-shuts-out': { rules: [limited('flood', 'by: mailbox, count: 5, per: 1h', 'deny')] },
  'long-lived': { rules: [], settings: ATTESTER },
  'look-alike': { rules: [approving('example.com, examp1e.com')] },
  'never-matches': { rules: [denying('when: { emailDomain: [example.com], emailAddress: [a@example.org] }')] },
  'public-mail-domain': { rules: [approving('gmail.com')] },
  'public-suffix': { rules: [approving('co.uk')] },
  'rule-ends': { rules: [denying('when: { client: [a] }, until: 2026-12-01')] },
  'rule-over': { rules: [denying('when: { client: [a] }, until: 2026-11-01')] },
  'sentences-meet': {
    rules: [denying('message: One, when: { emailTag: true }'), '{ id: other, when: { client: [a] }, then: deny }'],
  },
  'shadowed-address': {
    rules: [
      '{ id: one, when: { emailAddress: [a@example.com] }, then: approve, verify: [email], acknowledge: only staff reach the page }',
      denying('when: { emailDomain: [example.com] }'),
    ],
  },
  'unknown-country': { rules: [denying('when: { phoneCountry: [UK] }')] },
  'verifies-nothing': { rules: [approving('example.com', '')] },
  'weak-acknowledgement': { rules: [approving('example.com', ', verify: [email], acknowledge: yes we do')] },
};

/** What `check` says of what lies beside a policy. */
const OF_OTHER_FILES = ['template-older'];

const lints = codeBelow(['src/policy/lints']).map((file) => ({ file, text: readFileSync(file, 'utf8') }));

function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:\bcode: |: \[)'(?<code>[a-z]+(?:-[a-z]+)+)'/gu)].map(
    ({ groups }) => groups?.['code'] ?? '',
  );
}

describe('a warning of docs/policies.md', () => {
  it.each(Object.entries(EXAMPLES))('`%s` is given for its example', (code, { rules, settings }) => {
    const policy = parse(policyOf(rules, settings));

    expect(policy.ok && lintPolicy(policy.value, NOW).map((issue) => issue.code)).toContain(code);
  });

  it('has an example, and stands in the sources', () => {
    const section = PAGE.slice(PAGE.indexOf('## Warnings'), PAGE.indexOf('## Trying a policy'));
    const listed = [...section.matchAll(/^\| `(?<code>[a-z-]+)` \|/gmu)].map(({ groups }) => groups?.['code'] ?? '');
    const codes = Object.keys(EXAMPLES).toSorted();

    expect(listed.filter((code) => !OF_OTHER_FILES.includes(code)).toSorted()).toEqual(codes);
    expect([...new Set(lints.flatMap(({ text }) => codesIn(text)))].toSorted()).toEqual(codes);
  });

  it('comes from a file that the catalogue looks at', () => {
    const imports = importsOf(CATALOGUE).map(({ to, names }) => `${to} ${names?.join(', ')}`);
    const exported = lints.flatMap(({ file, text }) =>
      [...text.matchAll(/^export (?:const|function) (?<name>\w+)(?:: Lint\b|\([^)]*\): Lint\b)/gmu)].map(
        ({ groups }) => ({
          file,
          name: groups?.['name'] ?? '',
          codes: codesIn(text),
        }),
      ),
    );
    const catalogue = readFileSync(CATALOGUE, 'utf8');
    const looked = catalogue.slice(catalogue.indexOf('const LINTS'));

    expect(exported.length).toBeGreaterThan(20);
    expect(exported.filter(({ codes }) => codes.length === 0)).toEqual([]);
    expect(
      exported.filter(
        ({ file, name }) =>
          !imports.some((line) => line.startsWith(`${file} `)) || !new RegExp(`\\b${name}\\b`, 'u').test(looked),
      ),
    ).toEqual([]);
  });
});
