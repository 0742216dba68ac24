import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES, weakAcknowledgement } from '../../../src/policy/lints/weak-acknowledgement.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const REAL = { emailDomain: ['corp.example.edu'] };

function messages(acknowledge: string | undefined, when: Parameters<typeof anApproval>[0] = { when: REAL }) {
  const rules = [{ id: 'a', then: 'code' as const }, anApproval({ ...when, acknowledge })];
  return weakAcknowledgement(aDocument({ rules })).map(
    ({ code, path, message }) => `${code} ${path.join('.')} ${message}`,
  );
}

const SAY = 'say why whoever the rule is about owns what they typed';

describe('the warning `weak-acknowledgement`', () => {
  test.each(['because', 'ok', 'only staff sign up', 'only - staff - sign - up !'])('finds %j too short', (sentence) => {
    expect(messages(sentence)).toEqual([
      `weak-acknowledgement rules.1.acknowledge \`acknowledge\` of \`everyone\` gives no reason in so few words; ${SAY}`,
    ]);
  });

  test.each([
    'only staff can sign up',
    'Wir verschicken jede Einladung selbst',
    '招待された社員だけがこの画面を開けます',
    "Only the staff portal's client may sign up, behind single lock-in.",
    "Onlythe staff portal's client may sign up, behind single sign-on.",
  ])('takes %j for a reason', (sentence) => {
    expect(messages(sentence)).toEqual([]);
  });

  test.each(EXAMPLES)('finds an example on a rule of one’s own: %s', (sentence) => {
    const said = `weak-acknowledgement rules.1.acknowledge \`acknowledge\` of \`everyone\` is the sentence of an example; ${SAY}`;

    expect(messages(sentence)).toEqual([said]);
    expect(messages(`${sentence.toUpperCase()}!`)).toEqual([said]);
  });

  test.each([
    ['example.com', '*.example.com'],
    ['a.example.org', 'staff.example'],
    ['example.net', '*.test', 'a.invalid'],
  ])('leaves an example alone that is about %s and %s', (...emailDomain) => {
    expect(messages(EXAMPLES[1], { when: { emailDomain } })).toEqual([]);
  });

  test.each([
    [['example.com', 'corp.example.edu']],
    [['myexample.com']],
    [['example.co']],
  ])('finds an example that is about %j', (emailDomain) => {
    expect(messages(EXAMPLES[1], { when: { emailDomain } })).toHaveLength(1);
  });

  test('leaves the development policy alone, and no other about everybody', () => {
    expect(messages(EXAMPLES[0], {})).toEqual([]);
    expect(messages(EXAMPLES[1], {})).toHaveLength(1);
    expect(messages(EXAMPLES[0], { when: { client: ['a'] } })).toHaveLength(1);
  });

  test('has nothing to say where there is no acknowledgement', () => {
    expect(messages(undefined)).toEqual([]);
  });

  test('knows every acknowledgement that is shipped or shown', () => {
    const files = [
      'README.md',
      'src/policy/file/description-parts.ts',
      ...['policies', 'docs'].flatMap((folder) =>
        readdirSync(join(ROOT, folder))
          .filter((name) => /\.(?:md|yaml)$/u.test(name))
          .map((name) => join(folder, name)),
      ),
    ];
    const shown = files.flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^ *#? *"?acknowledge"?: "?([^\n"{]+)"?,?$/gmu)].map(
        ([, sentence = '']) => sentence,
      ),
    );

    expect(shown.length).toBeGreaterThan(4);
    expect(shown.filter((sentence) => !EXAMPLES.includes(sentence))).toEqual([]);
  });
});
