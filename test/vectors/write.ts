/**
 * Writes the frozen vectors: `node test/vectors/write.ts`. Seeded, each policy's cases on their own: without a change of
 * behaviour the files do not change, and a change shows at the policies it concerns. Kept are cases that differ from
 * those before them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { LIMIT_KEYS, type LimitBy, type LimitOutcome, type LimitOutcomes } from '../../src/core/limits/limit.ts';
import type { Findings } from '../../src/core/withholding.ts';
import type { PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import {
  RESOURCES,
  randomFindings,
  randomPolicy,
  randomTyped,
  readTyped,
  TIMES,
  type Typed,
  withLimits,
} from '../reference/cases.ts';
import { decideAsShipped } from '../reference/compare.ts';
import type { Plain } from '../reference/decider.ts';
import { createRandom, type Random } from '../reference/random.ts';
import { findingsIn, type Vector, vectorOf, withoutEmpty } from '../reference/vector.ts';

const FOLDER = new URL('./', import.meta.url);
const SEED = 11;
const POLICIES = 330;
const VECTORS_PER_POLICY = 38;
/** So many policies more for each key that limits count by. */
const LIMITED_PER_KEY = 5;
/** Of one policy's vectors, no more than this many share outcome, reason, rules and what was verified or withheld. */
const MOST_ALIKE = 4;
const MOST_TRIES = 2_000;

const drawing = createRandom(SEED);
const drawn = Array.from({ length: POLICIES }, () => randomPolicy(drawing));
const policies = [...drawn, ...LIMIT_KEYS.flatMap((by) => Array.from({ length: LIMITED_PER_KEY }, () => limited(by)))];
const vectors = policies.flatMap((document, index) => vectorsOf(document, index, createRandom(SEED + 1 + index)));
mkdirSync(FOLDER, { recursive: true });
write('policies.jsonl', policies);
for (const outcome of ['approve', 'code', 'deny', 'untouched']) {
  write(
    `${outcome}.jsonl`,
    vectors.filter(({ decision }) => decision.outcome === outcome),
  );
}

describe();

/** A policy with several limits, of which one counts by this key: who is approved, slowed and refused besides is drawn. */
function limited(by: LimitBy): PolicyDocument {
  const document = withLimits(drawing, randomPolicy(drawing));
  const flood: RuleDocument = {
    id: 'flood',
    ...(drawing.chance(40) ? { unless: { client: ['client1'] } } : {}),
    ...(drawing.chance(30) ? { when: { emailDomain: ['example.com', '*.example.com'] } } : {}),
    limit: { by, count: 3, per: '1h' },
    ...(drawing.chance(20) ? { mode: 'observe' } : {}),
    ...(drawing.chance(50) ? { then: 'deny', message: 'Too many' } : { then: 'code' }),
  };
  return { ...document, rules: [...document.rules, flood] };
}

/** Below, at and above each limit's count, or no count; nothing, and nothing drawn, where no rule has one. */
function countsFor({ rules }: PolicyDocument, random: Random): { readonly limits?: LimitOutcomes } {
  const counting = rules.flatMap(({ id, limit }) => (limit === undefined ? [] : [{ id, count: limit.count }]));
  if (counting.length === 0) return {};
  const outcome = (count: number): LimitOutcome => {
    if (random.chance(70)) return { kind: 'counted', count: Math.max(1, count + random.below(3) - 1) };
    if (random.chance(50)) return { kind: 'flooded' };
    return { kind: 'unknown', failure: { call: 'limits', cause: 'timeout' } };
  };
  return { limits: new Map(counting.map(({ id, count }) => [id, outcome(count)])) };
}

/** Brings the figures of the page beside the vectors up to date. */
function describe(): void {
  const page = new URL('README.md', FOLDER);
  const reasons = vectors.map(({ decision }) => `| ${decision.outcome} | ${decision.reason} |`).sort();
  const rows = [...countsOf(reasons)].map(([row, count]) => `${row} ${count} |\n`).join('');
  const triggers = shares(vectors.map(({ attempt }) => attempt.trigger ?? 'none'));
  const withheld = shares(
    vectors.flatMap(({ decision }) => (decision.withheld ?? []).map((entry) => entry.split(' ').at(-1) ?? '')),
  );
  const counted = vectors.filter(({ counts }) => counts !== undefined).length;
  const text = readFileSync(page, 'utf8')
    .replace(/data: [\d,]+ cases/u, `data: ${vectors.length.toLocaleString('en')} cases`)
    .replace(/(\n\|---\|---\|---\|\n)(?:\|.*\n)+/u, (_, rule: string) => `${rule}${rows}`)
    .replace(/Triggers: .*\n/u, `Triggers: ${triggers}. Attributes withheld: ${withheld}. With counts: ${counted}.\n`);
  writeFileSync(page, text);
}

function shares(words: readonly string[]): string {
  const counts = [...countsOf(words)].sort(([, one], [, other]) => other - one);
  return counts.map(([word, count]) => `${word} ${count}`).join(', ');
}

function countsOf(words: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}

function vectorsOf(document: PolicyDocument, index: number, random: Random): readonly Vector[] {
  const policy = compilePolicy(document, RESOURCES);
  const timed = document.rules.some(({ from, until }) => from !== undefined || until !== undefined);
  const alike = new Map<string, number>();
  const kept: Vector[] = [];
  for (let tries = 0; tries < MOST_TRIES && kept.length < VECTORS_PER_POLICY; tries += 1) {
    const typed = withoutUnread(randomTyped(random), document);
    const attempt = readTyped(typed);
    const drawn: Findings = { ...randomFindings(random), ...countsFor(document, random) };
    const at = random.pick(TIMES);
    const decideWith = (findings: Findings) =>
      decideAsShipped({ document, attempt, at, findings, resources: RESOURCES }, policy);
    const vector = vectorOf(index, typed, drawn, decideWith(drawn));
    const decision = decideWith(findingsIn(vector));
    const key = kindOf(decision);
    const seen = alike.get(key) ?? 0;
    if (seen >= MOST_ALIKE) continue;
    alike.set(key, seen + 1);
    const { policy: line, ...rest } = vector;
    kept.push({ policy: line, ...(timed ? { at } : {}), ...rest, decision: withoutEmpty(decision) });
  }
  return kept;
}

/** Attributes and metadata that no rule reads would only lengthen the files. */
function withoutUnread(typed: Typed, { rules }: PolicyDocument): Typed {
  const fields = rules.flatMap(({ when, unless }) => Object.keys({ ...when, ...unless }));
  return {
    ...typed,
    attributes: fields.includes('attribute') || fields.includes('given') ? typed.attributes : {},
    metadata: fields.includes('metadata') ? typed.metadata : {},
    attested: fields.some((field) => field.endsWith('Attested')) ? typed.attested : {},
    validationData: fields.includes('validationData') ? typed.validationData : {},
  };
}

function kindOf({ outcome, reason, rules, verified, withheld, limits }: Plain): string {
  return JSON.stringify([outcome, reason, rules, verified, withheld, limits.length]);
}

function write(name: string, lines: readonly unknown[]): void {
  writeFileSync(new URL(name, FOLDER), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  process.stdout.write(`${name}: ${lines.length}\n`);
}
