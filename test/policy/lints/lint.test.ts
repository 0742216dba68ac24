import { describe, expect, test } from 'vitest';
import { lintPolicy } from '../../../src/policy/lints/lint.ts';
import { parse, withRule } from '../file/read.ts';

const APPROVE = ['then: approve', 'verify: [email]', 'acknowledge: only staff reach the page'];

const SAFE = 'unavailable: { claims: deny }\n';

function warningsOf(text: string): readonly string[] {
  const result = parse(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return lintPolicy(result.value)
    .filter(({ severity }) => severity === 'warning')
    .map(({ line, column, code }) => `${line}:${column} ${code}`);
}

function ofDomains(...domains: readonly string[]): readonly string[] {
  return warningsOf(SAFE + withRule(`when: { emailDomain: ${JSON.stringify(domains)} }`, ...APPROVE));
}

function ofRule(...lines: readonly string[]): readonly string[] {
  return warningsOf(SAFE + withRule(...lines));
}

const ADDRESS = 'when: { emailAddress: [a@example.com] }';

const DOMAIN = 'when: { emailDomain: [example.com] }';

function pair(address: readonly string[], domain: readonly string[]): readonly string[] {
  const second = ['  - id: two', ...domain.map((line) => `    ${line}`)].join('\n');
  return warningsOf(`${SAFE}${withRule(...address)}${second}\n`);
}

describe('what is looked for in a policy', () => {
  test('says what is not meant, where, in reading order', () => {
    const result = parse(`${SAFE}${withRule('when: { emailDomain: [co.uk] }', 'then: approve')}denyMessage: No.\n`);

    expect(result.ok && lintPolicy(result.value)).toEqual([
      {
        file: 'policies/test.yaml',
        line: 7,
        column: 27,
        width: 5,
        severity: 'warning',
        code: 'public-suffix',
        message: "`co.uk` is nobody's own domain: `co.uk` is a public suffix",
      },
      {
        file: 'policies/test.yaml',
        line: 8,
        column: 5,
        width: 4,
        severity: 'warning',
        code: 'verifies-nothing',
        message: '`one` confirms users but verifies nothing, so no address can recover their account; add `verify`',
      },
      {
        file: 'policies/test.yaml',
        line: 9,
        column: 1,
        width: 11,
        severity: 'warning',
        code: 'full-stop',
        message: '`denyMessage` ends in a full stop; Cognito adds one, so leave it out',
      },
    ]);
  });

  test.each([
    [['when: { emailDomain: [example.com] }', ...APPROVE]],
    [['when: { emailDomain: [example.com], emailAddress: [a@example.com] }', 'then: deny']],
    [['when: { emailAddress: [a+b@example.com], emailTag: true }', 'then: deny']],
    [['when: { provider: [Google] }', 'then: deny']],
    [['when: { trigger: [admin-create] }', 'then: deny']],
    [['when: { emailDomain: ["*.example.com"] }', 'unless: { emailDomain: [a.example.com] }', 'then: deny']],
    [['when: { emailDomain: [example.com, example.org] }', 'unless: { emailDomain: [example.com] }', 'then: deny']],
    [['when: { emailDomain: [gmail.com] }', 'then: deny']],
    [['when: { phoneCountry: [GB, US] }', 'then: deny']],
  ])('has no objection to %j', (lines) => {
    expect(ofRule(...lines)).toEqual([]);
  });

  test.each([
    [['when: { emailDomain: [example.com], emailAddress: [a@b.example.com] }', 'then: deny'], '7:41'],
    [['when: { emailAddress: [a@example.com], emailTag: true }', 'then: deny'], '7:44'],
    [['when: { trigger: [sign-up], provider: [Google] }', 'then: deny'], '7:33'],
    [['when: { provider: [Google] }', 'then: code'], '8:5'],
    [['when: { trigger: [admin-create] }', 'then: code'], '7:13'],
    [['when: { client: [a] }', 'unless: { client: [a, b] }', 'then: deny'], '8:5'],
    [['when: { emailDomain: [a.example.com] }', 'unless: { emailDomain: ["*.example.com"] }', 'then: deny'], '8:5'],
    [['when: { emailTag: true, client: [a] }', 'unless: { emailTag: true }', 'then: deny'], '8:5'],
  ])('finds that %j never matches', (lines, place) => {
    expect(ofRule(...lines)).toEqual([`${place} never-matches`]);
  });

  test.each([
    ['co.uk', true],
    ['*.co.uk', true],
    ['*.github.io', true],
    ['example.co.uk', false],
    ['example.internal', false],
  ])('takes %s for a public suffix: %s', (domain, expected) => {
    expect(ofDomains(domain)).toEqual(expected ? ['7:27 public-suffix'] : []);
  });

  test.each([
    ['example.com', 'examp1e.com'],
    ['example.com', 'exarnple.com'],
    ['example.com', 'xn--xample-2of.com'],
    ['window.example', 'vvindow.example'],
    ['cloud.example', 'doud.example'],
  ])('finds that %s and %s look alike', (one, other) => {
    expect(ofDomains(one, other).map((warning) => warning.split(' ')[1])).toEqual(['look-alike']);
  });

  test.each(['xn--xample-2of.com', 'hotmai1.com', 'grnail.com'])('finds that %s imitates another domain', (domain) => {
    expect(ofDomains(domain)).toEqual(['7:27 look-alike']);
  });

  test('lets honest foreign letters pass', () => {
    expect(
      ofDomains('xn--mnchen-3ya.example', 'xn--wgv71a.example', 'example.com', '*.example.com', 'example.org'),
    ).toEqual([]);
  });

  test.each(['gmail.com', 'yahoo.co.uk', 'hotmail.fr', 'duck.com'])('finds %s verified without a code', (domain) => {
    expect(ofRule(`when: { emailDomain: [${domain}] }`, ...APPROVE)).toEqual(['7:27 public-mail-domain']);
  });

  test('finds countries that do not exist', () => {
    expect(ofRule('when: { phoneCountry: [UK, US, ZZ] }', 'then: deny')).toEqual([
      '7:28 unknown-country',
      '7:36 unknown-country',
    ]);
  });

  test('finds an approval that verifies nothing', () => {
    expect(ofRule('when: { emailDomain: [example.com] }', 'then: approve')).toEqual(['8:5 verifies-nothing']);
  });

  test('finds every setting that lets an address move', () => {
    const text = `${withRule(...APPROVE)}collision: { holders: verified }\nlookup: alias\nunavailable: { claims: code }\n`;

    expect(warningsOf(text)).toEqual(['9:14 alias-may-move', '10:1 alias-may-move', '11:16 alias-may-move']);
    expect(warningsOf(`${withRule('then: deny')}lookup: alias\n`)).toEqual([]);
  });

  test('finds a collision that tells who has an account', () => {
    const setting = 'collision: { then: deny }\n';

    expect(warningsOf(SAFE + withRule(...APPROVE) + setting)).toEqual(['10:14 collision-oracle']);
    expect(warningsOf(withRule('then: deny') + setting)).toEqual([]);
  });

  test('finds sentences that end in a full stop', () => {
    const text = `${withRule('then: deny', 'message: No.')}denyMessage: No.\nbusyMessage: Later.\n`;

    expect(warningsOf(text)).toEqual(['7:5 full-stop', '8:1 full-stop', '9:1 full-stop']);
  });

  test.each([
    [[ADDRESS, ...APPROVE], [DOMAIN, 'then: deny'], true],
    [[ADDRESS, ...APPROVE], [DOMAIN, 'then: code'], true],
    [[ADDRESS, ...APPROVE], [DOMAIN, ...APPROVE], true],
    [[ADDRESS, 'then: deny'], [DOMAIN, 'then: deny'], true],
    [[ADDRESS, 'then: deny'], [DOMAIN, ...APPROVE], false],
    [[ADDRESS, 'then: deny', 'message: No'], [DOMAIN, 'then: deny'], false],
    [[ADDRESS, ...APPROVE], [DOMAIN, 'unless: { emailAddress: [a@example.com] }', 'then: deny'], false],
    [[ADDRESS, ...APPROVE], ['when: { emailDomain: [example.com], client: [a] }', 'then: deny'], false],
    [['when: { emailAddress: [a@example.org] }', ...APPROVE], [DOMAIN, 'then: deny'], false],
  ])('tells whether %j stands in the shadow of %j', (address, domain, shadowed) => {
    expect(pair(address, domain)).toEqual(shadowed ? ['7:28 shadowed-address'] : []);
  });

  test('finds a shadow cast by a wildcard', () => {
    const below = ['when: { emailAddress: [a@b.c.example.com] }', ...APPROVE];

    expect(pair(below, ['when: { emailDomain: ["*.example.com"] }', 'then: deny'])).toEqual(['7:28 shadowed-address']);
  });

  test('tells many warnings of one list as one, and those of rules apart', () => {
    const wide = ['*.edu', '*.gov', '*.com', '*.org'];

    expect(ofDomains(...wide)).toEqual(['7:27 public-suffix']);
    expect(ofDomains(...wide.slice(1))).toHaveLength(3);
    const rules = ['a', 'b', 'c', 'd'].map(
      (id) => `  - { id: ${id}, when: { emailDomain: ["*.edu"] }, ${APPROVE.join(', ')} }\n`,
    );
    const four = `version: 1\nmode: enforce\notherwise: code\n${SAFE}rules:\n${rules.join('')}`;
    expect(warningsOf(four).filter((warning) => warning.endsWith('public-suffix'))).toHaveLength(4);
  });

  test('asks nothing about dates of whoever does not say what time it is', () => {
    expect(ofRule('when: { client: [a] }', 'until: 1969-01-01', 'then: deny')).toEqual([]);
  });
});
