import { describe, expect, test } from 'vitest';
import { lookAlike, skeletonOf } from '../../../../src/policy/lints/domains/look-alike.ts';
import { aDocument } from '../../../support/policies.ts';

function findingsOf(...emailDomain: readonly string[]) {
  return lookAlike(aDocument({ rules: [{ id: 'one', when: { emailDomain }, then: 'approve' }] }));
}

function said(message: string, position: number) {
  return { code: 'look-alike', path: ['rules', 0, 'when', 'emailDomain', position], message };
}

describe('the warning `look-alike`', () => {
  test.each([
    ['vvindow.example', 'window.example'],
    ['doud.example', 'cloud.example'],
    ['bam.example', 'barn.example'],
    ['he1p.example', 'help.example'],
    ['heip.example', 'help.example'],
    ['f00d.example', 'food.example'],
    ['te5t.example', 'test.example'],
    ['z00.example', '2oo.example'],
  ])('%s reads like %s', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });

  test.each([
    ['vv', 'w'],
    ['clcl', 'dd'],
    ['rnrn', 'mm'],
    ['1i', 'll'],
    ['00', 'oo'],
    ['55', 'ss'],
    ['22', 'zz'],
    ['abcdefgh.jkmnopqr.tuvwxy', 'abcdefgh.jkmnopqr.tuvwxy'],
  ])('%s looks like %s', (text, skeleton) => {
    expect(skeletonOf(text)).toBe(skeleton);
  });

  test('says which domain reads alike, above or below', () => {
    expect(findingsOf('exarnple.com', 'example.com', '*.examp1e.com')).toEqual([
      said('`exarnple.com` looks like `example.com` and is another domain; is it meant?', 0),
      said('`*.examp1e.com` looks like `example.com` and is another domain; is it meant?', 2),
    ]);
  });

  test.each([
    ['examp1e.com', 'example.com'],
    ['vvindow.com', 'window.com'],
    ['clata.com', 'data.com'],
    ['g0od.com', 'good.com'],
    ['ba5e.com', 'base.com'],
    ['2oo.com', 'zoo.com'],
    ['g00d.com', 'g0od.com'],
  ])('never says that a domain looks like its imitator %s', (imitator, honest) => {
    for (const names of [
      [imitator, honest],
      [honest, imitator],
    ]) {
      expect(findingsOf(...names).map(({ message }) => message)).toEqual([
        `\`${imitator}\` looks like \`${honest}\` and is another domain; is it meant?`,
      ]);
    }
  });

  test('takes the first of two that are as plain for the one that is meant', () => {
    expect(findingsOf('heip.com', 'help.com')).toEqual([
      said('`help.com` looks like `heip.com` and is another domain; is it meant?', 1),
    ]);
  });

  test.each([
    ['hotmai1.com', '`hotmai1.com` looks like `hotmail.com` and is another domain; is it meant?'],
    ['*.grnail.com', '`*.grnail.com` looks like `gmail.com` and is another domain; is it meant?'],
    ['l63.com', '`l63.com` looks like `163.com` and is another domain; is it meant?'],
    [
      'xn--xample-2of.com',
      '`xn--xample-2of.com` (еxample.com) looks like `example.com` and is another domain; is it meant?',
    ],
    [
      '*.xn--pple-p25o.example',
      '`*.xn--pple-p25o.example` (ꓮpple.example) looks like `apple.example` and is another domain; is it meant?',
    ],
  ])('says which domain %s imitates', (domain, message) => {
    expect(findingsOf(domain)).toEqual([said(message, 0)]);
  });

  test('shows a domain of digits as it is', () => {
    expect(findingsOf('164.com', 'l64.com', '164.com').at(-1)).toEqual(
      said('`164.com` looks like `l64.com` and is another domain; is it meant?', 2),
    );
  });

  test('never says that a plain domain looks like one of foreign letters', () => {
    expect(findingsOf('xn--xample-2of.com', 'example.com')).toEqual([
      said('`xn--xample-2of.com` (\u0435xample.com) looks like `example.com` and is another domain; is it meant?', 0),
    ]);
  });

  test('never says that a mail service looks like its imitator', () => {
    expect(findingsOf('grnail.com', 'gmail.com').map(({ path }) => path.at(-1))).toEqual([0]);
  });

  test('lets a denial name imitators, and its exceptions none', () => {
    const emailDomain = ['grnail.com', 'xn--xample-2of.com'];
    const denial = { id: 'one', then: 'deny' } as const;
    const approval = { id: 'two', when: { emailDomain: ['gmail.com', 'exarnple.com'] }, then: 'approve' } as const;

    expect(lookAlike(aDocument({ rules: [{ ...denial, when: { emailDomain } }, approval] }))).toEqual([]);
    expect(lookAlike(aDocument({ rules: [{ ...denial, unless: { emailDomain } }] }))).toHaveLength(2);
  });

  test('is silent of honest foreign letters and of wildcards', () => {
    expect(
      findingsOf('xn--mnchen-3ya.example', 'xn--wgv71a.example', 'example.com', '*.example.com', 'gmail.com'),
    ).toEqual([]);
  });
});
