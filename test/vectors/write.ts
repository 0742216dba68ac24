/**
 * Writes the frozen vectors: `node test/vectors/write.ts`. Seeded, each policy's cases on their own: without a change of
 * behaviour the files do not change, and a change shows at the policies it concerns. Kept are cases that differ from
 * those before them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Findings } from '../../src/core/withholding.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import {
  RESOURCES,
  randomFindings,
  randomPolicy,
  randomTyped,
  readTyped,
  TIMES,
  type Typed,
} from '../reference/cases.ts';
import { decideAsShipped } from '../reference/compare.ts';
import type { Plain } from '../reference/decider.ts';
import { createRandom, type Random } from '../reference/random.ts';
import { findingsIn, type Vector, vectorOf, withoutEmpty } from '../reference/vector.ts';

const FOLDER = new URL('./', import.meta.url);
const SEED = 11;
const POLICIES = 330;
const VECTORS_PER_POLICY = 38;
/** Of one policy's vectors, no more than this many share outcome, reason, rules and what was verified or withheld. */
const MOST_ALIKE = 4;
const MOST_TRIES = 2_000;

const drawing = createRandom(SEED);
const policies = Array.from({ length: POLICIES }, () => randomPolicy(drawing));
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

/** Brings the figures of the page beside the vectors up to date. */
function describe(): void {
  const page = new URL('README.md', FOLDER);
  const reasons = vectors.map(({ decision }) => `| ${decision.outcome} | ${decision.reason} |`).sort();
  const rows = [...counted(reasons)].map(([row, count]) => `${row} ${count} |\n`).join('');
  const triggers = shares(vectors.map(({ attempt }) => attempt.trigger ?? 'none'));
  const withheld = shares(
    vectors.flatMap(({ decision }) => (decision.withheld ?? []).map((entry) => entry.split(' ').at(-1) ?? '')),
  );
  const text = readFileSync(page, 'utf8')
    .replace(/data: [\d,]+ cases/u, `data: ${vectors.length.toLocaleString('en')} cases`)
    .replace(/(\n\|---\|---\|---\|\n)(?:\|.*\n)+/u, (_, rule: string) => `${rule}${rows}`)
    .replace(/Triggers: .*\n/u, `Triggers: ${triggers}. Attributes withheld: ${withheld}.\n`);
  writeFileSync(page, text);
}

function shares(words: readonly string[]): string {
  const counts = [...counted(words)].sort(([, one], [, other]) => other - one);
  return counts.map(([word, count]) => `${word} ${count}`).join(', ');
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
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
    const drawn = randomFindings(random);
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

function kindOf({ outcome, reason, rules, verified, withheld }: Plain): string {
  return JSON.stringify([outcome, reason, rules, verified, withheld]);
}

function write(name: string, lines: readonly unknown[]): void {
  writeFileSync(new URL(name, FOLDER), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  process.stdout.write(`${name}: ${lines.length}\n`);
}
