import { describe, expect, test } from 'vitest';
import type { ConditionSet, RuleDocument } from '../../../src/core/policy.ts';
import { holdsWherever, partsOf, triggersOf } from '../../../src/policy/lints/rule-scope.ts';

describe('the scope of a rule', () => {
  test.each([
    ['deny', undefined, ['sign-up', 'external-provider']],
    ['approve', undefined, ['sign-up', 'external-provider']],
    ['deny', { trigger: ['admin-create', 'sign-up'] }, ['admin-create', 'sign-up']],
    ['approve', { trigger: ['admin-create', 'sign-up'] }, ['sign-up']],
    ['code', { trigger: ['admin-create'] }, []],
    ['deny', { provider: ['Google'] }, ['external-provider']],
    ['deny', { provider: ['Google'], trigger: ['sign-up'] }, []],
  ] as const)('a rule for %s with %j takes part at %j', (then, when, triggers) => {
    const rule: RuleDocument = { id: 'a', then, ...(when === undefined ? {} : { when }) };

    expect([...triggersOf(rule)]).toEqual(triggers);
  });

  test.each<[ConditionSet, ConditionSet, boolean]>([
    [{}, {}, true],
    [{ client: ['x', 'y'] }, { client: ['x'] }, true],
    [{ client: ['x'] }, { client: ['x', 'y'] }, false],
    [{ client: ['*.x'] }, { client: ['a.x'] }, false],
    [{ client: ['x'] }, {}, false],
    [{ emailDomain: ['*.example.com'] }, { emailDomain: ['a.example.com'] }, true],
    [{ emailDomain: ['a.example.com'] }, { emailDomain: ['*.example.com'] }, false],
    [{ emailTag: true }, { emailTag: true }, true],
    [{ given: ['email'] }, { emailDomain: ['example.com'] }, true],
    [{ given: ['email'] }, { client: ['x'], emailDomain: ['example.com'] }, true],
    [{ given: ['phone_number'] }, { emailDomain: ['example.com'] }, false],
    [{ given: ['phone_number'] }, { phoneCountry: ['US'] }, true],
    [{ given: true }, { emailDomain: ['example.com'] }, false],
    [{ userName: ['email'] }, { emailDomain: ['example.com'] }, false],
  ])('%j holds wherever %j does: %s', (wide, narrow, holds) => {
    expect(holdsWherever(wide, narrow)).toBe(holds);
  });

  test('a field that is met anyway is not asked of the narrower set', () => {
    expect(holdsWherever({ client: ['x'], emailTag: true }, { emailTag: true }, 'client')).toBe(true);
  });

  test.each<[ConditionSet | undefined, readonly object[]]>([
    [undefined, []],
    [{ unheard: ['x'] }, []],
    [{ given: true }, []],
    [{ emailTag: true }, [{ field: 'emailTag', part: 'email' }]],
    [
      { given: ['email', 'phone_number'] },
      [
        { field: 'given', part: 'email' },
        { field: 'given', part: 'phone' },
      ],
    ],
    [{ attribute: { email: ['a@example.com'] } }, [{ field: 'attribute', part: 'email' }]],
  ])('of an attempt, %j looks at %j', (set, parts) => {
    expect(partsOf(set)).toEqual(parts);
  });
});
