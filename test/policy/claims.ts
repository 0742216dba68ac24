/**
 * Whether a condition is what it says of itself, tried on random attempts: the part that it looks at, who asserts it, and
 * how much of it a record keeps. One that no attempt meets, or each, is not.
 */
import type { Attempt } from '../../src/core/attempt.ts';
import type { Condition, Part } from '../../src/core/conditions/condition.ts';
import { decide } from '../../src/core/decide.ts';
import { plan } from '../../src/core/plan.ts';
import { type CompiledPolicy, type ConditionValue, isList, type PolicyDocument } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { createReplay } from '../../src/review/replay/replay.ts';
import { PART_READERS } from '../../src/review/replay/replay-rules.ts';
import { RESOURCES, randomAttempt, VALUES } from '../reference/cases.ts';
import { createRandom, type Random } from '../reference/random.ts';
import { findingsOf, type PoolKnowledge } from '../support/knowledge.ts';
import { aDocument } from '../support/policies.ts';
import { recorded } from '../support/recorded.ts';

/** Enough that each condition is met by some and not by others. */
const ATTEMPTS = 250;

/** One draw: a value of the condition, and two attempts. */
type Draw = { readonly value: ConditionValue; readonly one: Attempt; readonly other: Attempt };

function drawsOf(field: string): readonly Draw[] {
  const random = createRandom(7);
  const makers: Readonly<Record<string, (random: Random) => ConditionValue>> = VALUES;
  const make = makers[field];
  if (make === undefined) return [];
  return Array.from({ length: ATTEMPTS }, () => {
    return { value: single(make(random)), one: randomAttempt(random), other: randomAttempt(random) };
  });
}

/** The first value of a list or map, so that it looks at one part alone. */
function single(value: ConditionValue): ConditionValue {
  if (value === true) return true;
  return isList(value) ? value.slice(0, 1) : Object.fromEntries(Object.entries(value).slice(0, 1));
}

function denying(field: string, value: ConditionValue): PolicyDocument {
  return aDocument({ rules: [{ id: 'no', when: { [field]: value }, then: 'deny' }] });
}

function answer(field: string, value: ConditionValue, attempt: Attempt) {
  return compilePolicy(denying(field, value), RESOURCES).rules[0]?.when[0]?.matches(attempt);
}

/** An attempt with one part of another. */
const TRANSPLANTS: Readonly<Record<Part, (from: Attempt, into: Attempt) => Attempt>> = {
  email: (from, into) => ({ ...into, email: from.email, attested: attestedBy(from, 'email', into) }),
  phone: (from, into) => ({ ...into, phone: from.phone, attested: attestedBy(from, 'phone_number', into) }),
  client: ({ client }, into) => ({ ...into, client }),
  source: ({ trigger, userName }, into) => ({ ...into, trigger, userName }),
  attribute: ({ attributes }, into) => ({ ...into, attributes }),
  metadata: ({ metadata }, into) => ({ ...into, metadata }),
  validationData: ({ validationData }, into) => ({ ...into, validationData }),
};

function attestedBy(from: Attempt, name: 'email' | 'phone_number', into: Attempt): Attempt['attested'] {
  const others = [...into.attested].filter(([other]) => other !== name);
  return new Map([...others, ...[...from.attested].filter(([one]) => one === name)]);
}

function partOf({ looksAt }: Condition, value: ConditionValue): Part {
  if (typeof looksAt !== 'function') return looksAt;
  const [name = ''] = value === true ? [] : isList(value) ? value : Object.keys(value);
  return looksAt(name);
}

/** Whether the part that it looks at decides it, whatever the rest of the attempt is. */
export function looksWhereItSays(condition: Condition): boolean {
  const { field } = condition;
  const answers = new Set<unknown>();
  const alike = drawsOf(field).every(({ value, one, other }) => {
    const said = answer(field, value, one);
    answers.add(said);
    return answer(field, value, TRANSPLANTS[partOf(condition, value)](one, other)) === said;
  });
  return alike && answers.has('yes') && answers.has('no');
}

/** Whether it hangs on an attester's word, and only then. */
export function isAssertedAsItSays({ field, assertedBy }: Condition): boolean {
  const draws = drawsOf(field);
  const hangs = draws.some(
    ({ value, one }) => answer(field, value, one) !== answer(field, value, { ...one, attested: new Map() }),
  );
  return draws.length > 0 && hangs === (assertedBy === 'attester');
}

const KEY = 'claims-key';
const FREE = { kind: 'seen', holders: [] } as const;
const NOBODY: PoolKnowledge = {
  email: { list: FREE, alias: FREE },
  phone_number: { list: FREE, alias: FREE },
};

function outcomeOf(attempt: Attempt, policy: CompiledPolicy): string {
  return decide(attempt, policy, plan(attempt, policy), findingsOf(attempt, policy, NOBODY)).outcome;
}

/** Whether a replay of the record never rules out what happens, and of what is kept whole leaves nothing open. */
export function isRecordedAsItSays({ field, recorded: keeps }: Condition): boolean {
  const live = compilePolicy(aDocument(), RESOURCES);
  const truths = new Set<string>();
  const sound = drawsOf(field).every(({ value, one }) => {
    const document = denying(field, value);
    const logged = recorded(one, live, NOBODY, { key: KEY, resources: RESOURCES });
    const replay = createReplay({ document, resources: RESOURCES, hashKey: KEY, recordedHolders: 'any' });
    const { outcomes, unknown } = replay(logged);
    const truth = outcomeOf(one, compilePolicy(document, RESOURCES));
    truths.add(truth);
    return outcomes.some((outcome) => outcome === truth) && !(keeps === 'whole' && unknown.includes(field));
  });
  const told = keeps === 'part' ? Object.hasOwn(PART_READERS, field) : true;
  return sound && told && truths.has('deny') && truths.has('code');
}
