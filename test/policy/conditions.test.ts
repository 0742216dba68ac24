/**
 * No condition escapes: whatever is registered must be known to every place that treats conditions one by one. Each failure
 * names the condition and the place.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Condition,
  type FlagCondition,
  NO_RESOURCES,
  type Resources,
} from '../../src/core/conditions/condition.ts';
import { CONDITIONS, conditionOf } from '../../src/core/conditions/registry.ts';
import { isObject } from '../../src/core/json.ts';
import type { ConditionValue, RuleDocument } from '../../src/core/policy.ts';
import { examplePhone } from '../../src/identity/example-phone.ts';
import { countryOfPhone } from '../../src/identity/phone-country.ts';
import { attesterBreaches } from '../../src/policy/attester-breaches.ts';
import { explainRules } from '../../src/policy/cases/explain.ts';
import { attemptOf } from '../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { diffPolicies } from '../../src/policy/diff/diff.ts';
import type { Samples } from '../../src/policy/diff/dimensions.ts';
import { RESOURCES, VALUES } from '../reference/cases.ts';
import { FORMULAS } from '../reference/cedar.ts';
import { ANSWERS } from '../reference/conditions.ts';
import { aDocument } from '../support/policies.ts';
import { isAssertedAsItSays, isRecordedAsItSays, looksWhereItSays } from './claims.ts';
import { diffOf, SAMPLES } from './diff/samples.ts';

const PAGE = readFileSync('docs/policies.md', 'utf8');
const SCHEMA = readFileSync('policies/policy.schema.json', 'utf8');

/** Numbers of every country that an example names. */
const REAL: Resources = { ...RESOURCES, phoneCountry: countryOfPhone };
const NUMBERS: Samples = { ...SAMPLES, phoneOf: examplePhone };

/** A denial on the first example that a condition gives of itself. */
function denialOn({ field, examples }: Condition): RuleDocument {
  return { id: 'no', when: { [field]: examples[0] as ConditionValue }, then: 'deny' };
}

/** A change must be shown by an attempt that the condition is sure of: a denial in doubt is told of a malformed email, too. */
function isDiffed(condition: Condition): boolean {
  const [before, after] = [aDocument({ rules: [] }), aDocument({ rules: [denialOn(condition)] })];
  const { changes, complete } = diffPolicies({ before, after, resources: REAL, samples: NUMBERS });
  const asked = compilePolicy(after, REAL).rules[0]?.when[0];
  return complete && changes.some(({ witness }) => asked?.matches(attemptOf(witness)) === 'yes');
}

function isExplained(condition: Condition): boolean {
  const policy = compilePolicy(aDocument({ rules: [denialOn(condition)] }), NO_RESOURCES);
  const said = explainRules(policy, attemptOf({})).flatMap(({ because }) => because);
  return condition.noun !== '' && said.length > 0 && !said.join().includes('no condition has that name');
}

/** An attester whom nobody declared is told wherever a condition names attesters. */
function isCheckedForAttesters(condition: Condition): boolean {
  const breaches = attesterBreaches([], [denialOn(condition)]);
  return condition.assertedBy !== 'attester' || breaches.some(({ code }) => code === 'unknown-attester');
}

const PLACES: Readonly<Record<string, (condition: Condition) => boolean>> = {
  'the random generators': ({ field }) => Object.hasOwn(VALUES, field),
  'the plain decider': ({ field }) => Object.hasOwn(ANSWERS, field),
  'the Cedar translation': ({ field }) => Object.hasOwn(FORMULAS, field),
  diff: isDiffed,
  explain: isExplained,
  replay: isRecordedAsItSays,
  'the part that it looks at': looksWhereItSays,
  'who asserts it': isAssertedAsItSays,
  'the check of attesters': isCheckedForAttesters,
  'the docs': ({ field }) => new RegExp(`^\\| .*\`${field}\\b`, 'mu').test(PAGE),
  'the schema': ({ field }) => SCHEMA.includes(`"${field}": {`),
};

function strangersTo(condition: Condition): readonly string[] {
  return Object.entries(PLACES)
    .filter(([, knows]) => !knows(condition))
    .map(([place]) => place);
}

function isCondition(value: unknown): value is Condition {
  return isObject(value) && 'field' in value && 'looksAt' in value;
}

const DUMMY: FlagCondition<'dummy'> = {
  field: 'dummy',
  shape: 'flag',
  looksAt: 'email',
  recorded: 'part',
  noun: 'dummy',
  subject: ({ email }) => (email.kind === 'given' ? { kind: 'given', value: email.value.raw } : email),
  assertedBy: 'attester',
  description: 'A condition that nobody knows.',
  examples: [true],
  compile: () => () => 'yes',
};

describe('a condition', () => {
  it.each(
    CONDITIONS.map((condition) => [condition.field, condition] as const),
  )('`%s` is known wherever conditions are told apart', (_, condition) => {
    expect(strangersTo(condition)).toEqual([]);
  });

  it('is registered wherever a file of the folder has one', async () => {
    const names = readdirSync('src/core/conditions').map((file) => basename(file, '.ts'));
    const modules = await Promise.all(names.map((name) => import(`../../src/core/conditions/${name}.ts`)));
    const exported = modules.flatMap((module) => Object.values(module)).filter(isCondition);

    expect(exported.length).toBeGreaterThanOrEqual(CONDITIONS.length);
    expect(exported.map(({ field }) => field).filter((field) => conditionOf(field) === undefined)).toEqual([]);
  });

  it('that is not registered is known nowhere', () => {
    expect(strangersTo(DUMMY)).toEqual(Object.keys(PLACES));
  });

  it('that diff does not know leaves a comparison incomplete', () => {
    expect(diffOf(aDocument(), aDocument({ rules: [denialOn(DUMMY)] })).complete).toBe(false);
  });

  it('says in a sentence what it matches', () => {
    expect(CONDITIONS.filter(({ description }) => !/^[A-Z].*\.$/u.test(description))).toEqual([]);
  });

  it('is found by its exact key alone', () => {
    expect(CONDITIONS.map(({ field }) => conditionOf(field)?.field)).toEqual(CONDITIONS.map(({ field }) => field));
    expect(conditionOf('emaildomain')).toBeUndefined();
  });

  it('takes files, a closed set and large data only where it says so', () => {
    const lists = CONDITIONS.filter((condition) => condition.shape === 'list');

    expect(lists.filter(({ files }) => files).map(({ field }) => field)).toEqual([
      'emailDomain',
      'emailAddress',
      'userName',
    ]);
    expect(NO_RESOURCES).toEqual({
      disposableDomain: null,
      phoneCountry: null,
      registrableDomain: null,
      mailbox: null,
    });
  });
});
