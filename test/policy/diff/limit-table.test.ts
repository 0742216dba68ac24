/**
 * Each key that a limit can have, and each way in which a limit can differ between two policies: what is told of it. The
 * witnesses are tried out here, so a table of words alone would not do.
 */
import { describe, expect, it } from 'vitest';
import { LIMIT_KEYS, type LimitBy, type LimitDocument } from '../../../src/core/limits/limit.ts';
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { behaviourOf } from '../../../src/policy/diff/behaviour.ts';
import type { PolicyDiff } from '../../../src/policy/diff/diff.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { aDocument } from '../../support/policies.ts';
import { diffOf, withRules } from './samples.ts';

function flood(by: LimitBy, limit: Partial<LimitDocument> = {}, fields: Partial<RuleDocument> = {}): RuleDocument {
  return { id: 'flood', then: 'deny', limit: { by, count: 3, per: '1h', ...limit }, ...fields };
}

const OTHER: RuleDocument = { id: 'other', when: { userName: ['eve'] }, then: 'deny' };

/** The settings that a difference is told as, and how often keys were seen in its witnesses. */
function toldOf(before: PolicyDocument, after: PolicyDocument) {
  const diff = diffOf(before, after);
  for (const change of diff.changes) holds(change, before, after);
  return { seen: timesIn(diff), settings: diff.settings.map(({ setting }) => setting), complete: diff.complete };
}

function timesIn({ changes }: PolicyDiff): readonly (number | undefined)[] {
  return [...new Set(changes.map(({ witness }) => witness.seen?.['flood']))].sort();
}

/** A witness really ends so under either policy, and differs by how often the key was seen. */
function holds({ witness, ...told }: PolicyDiff['changes'][number], before: PolicyDocument, after: PolicyDocument) {
  const endsOf = (document: PolicyDocument) => {
    const policy = compilePolicy(document, RESOURCES);
    const rules = policy.rules.filter(({ observes }) => !observes);
    return behaviourOf({ ...policy, rules }, witness, before.mode !== after.mode);
  };
  expect({ before: endsOf(before), after: endsOf(after) }).toEqual({ before: told.before, after: told.after });
}

describe.each(LIMIT_KEYS)('a limit by `%s`', (by) => {
  const [none, limited] = [withRules(OTHER), withRules(OTHER, flood(by))];

  it('that comes or goes has a witness with so many earlier attempts', () => {
    expect(toldOf(none, limited)).toEqual({ seen: [3], settings: ['limits'], complete: true });
    expect(toldOf(limited, none)).toEqual({ seen: [3], settings: ['limits'], complete: true });
  });

  it('that takes approvals away has one, too', () => {
    const approval: RuleDocument = { id: 'all', then: 'approve', verify: [], acknowledge: 'tested' };
    const told = toldOf(withRules(approval), withRules(approval, flood(by, {}, { then: 'code' })));

    // a first federated sign-in is never approved, so there is nothing that a code rule takes away
    expect(told.seen).toEqual(by === 'provider' ? [] : [3]);
    expect(told.settings).toEqual(['limits']);
  });

  it('with another count has one between the two counts', () => {
    const fewer = withRules(OTHER, flood(by, { count: 2 }));

    expect(toldOf(limited, fewer)).toEqual({ seen: [2], settings: ['limits'], complete: true });
    expect(toldOf(fewer, limited)).toEqual({ seen: [2], settings: ['limits'], complete: true });
  });

  it('over another time is told as a setting', () => {
    const longer = withRules(OTHER, flood(by, { per: '1d' }));

    expect(toldOf(limited, longer)).toEqual({ seen: [], settings: ['limits'], complete: true });
  });

  it('with another end has a witness beyond the count', () => {
    const gentler = withRules(OTHER, flood(by, {}, { then: 'code' }));

    expect(toldOf(limited, gentler)).toEqual({ seen: [3], settings: [], complete: true });
  });

  it('that begins to be enforced, or only observes, has one', () => {
    const observed = withRules(OTHER, flood(by, {}, { mode: 'observe' }));

    expect(toldOf(observed, limited)).toEqual({ seen: [3], settings: ['rules that only observe'], complete: true });
    expect(toldOf(none, observed)).toEqual({
      seen: [],
      settings: ['rules that only observe', 'limits'],
      complete: true,
    });
  });

  it('that loses its limit is told with no earlier attempt', () => {
    const { limit: _, ...always } = flood(by);

    expect(toldOf(limited, withRules(OTHER, always)).seen).toContain(undefined);
  });

  it('is no difference to itself, whatever the order of the rules', () => {
    expect(toldOf(limited, withRules(flood(by), OTHER))).toEqual({ seen: [], settings: [], complete: true });
  });

  it('is told beside another rule that ends alike', () => {
    const rules: readonly RuleDocument[] = [{ id: 'ann', when: { client: ['one'] }, then: 'deny' }];

    expect(toldOf(none, withRules(OTHER, ...rules, flood(by))).seen).toEqual([3, undefined]);
  });

  it('shows a refusal that now says something else', () => {
    const other = { ...limited, denyMessage: 'Too many' };
    const { sentences } = diffOf(withRules(flood(by)), { ...withRules(flood(by)), denyMessage: 'Too many' });

    expect(timesIn({ ...diffOf(limited, other), changes: sentences })).toEqual([3]);
  });
});

it('an unchanged limit shows what a policy that only observes lets pass', () => {
  const limited = withRules(flood('everybody'));
  const { changes } = diffOf(limited, { ...limited, mode: 'observe' });

  expect(changes.map(({ witness, before, after }) => [witness.seen, before.outcome, after.outcome])).toContainEqual([
    { flood: 3 },
    'deny',
    'code',
  ]);
});

it('an unchanged limit shows a refusal that speaks before it now', () => {
  const speaking = (id: string): RuleDocument => ({ id, then: 'deny', when: { client: ['one'] }, message: 'No' });
  const { changes, sentences } = diffOf(
    withRules(speaking('z'), flood('everybody')),
    withRules(speaking('a'), flood('everybody')),
  );

  expect(changes).toEqual([]);
  expect(sentences.map(({ witness, before, after }) => [witness.seen, before.message, after.message])).toEqual([
    [{ flood: 3 }, 'This sign-up is not allowed', 'No'],
  ]);
});

it('an unchanged code rule with a limit is looked at by no comparison of refusals', () => {
  const codes = Array.from({ length: 25 }, (_, index) => flood('everybody', {}, { id: `c-${index}`, then: 'code' }));

  expect(diffOf(withRules(...codes), { ...withRules(...codes), denyMessage: 'No' }).complete).toBe(true);
});

it('a rule that is called like a property of every object is seen as often as is said', () => {
  const named = flood('everybody', {}, { id: 'constructor' });

  expect(diffOf(withRules(), withRules(named)).changes[0]?.witness.seen).toEqual({ constructor: 3 });
});

it('more limits than are looked at leave a comparison incomplete', () => {
  const floods = Array.from({ length: 25 }, (_, index) => flood('everybody', {}, { id: `flood-${index}` }));

  expect(diffOf(withRules(), withRules(...floods.slice(1))).complete).toBe(true);
  expect(diffOf(withRules(), withRules(...floods)).complete).toBe(false);
});

it('a limit on whom a denial refuses anyway is told as a setting alone', () => {
  const always: RuleDocument = { id: 'all', then: 'deny', when: { trigger: ['sign-up', 'external-provider'] } };
  const after = aDocument({ rules: [always, flood('everybody', {}, { message: undefined })] });

  expect(diffOf(aDocument({ rules: [always] }), after)).toMatchObject({
    changes: [],
    settings: [{ setting: 'limits' }],
    complete: true,
  });
});
