/**
 * Writes the frozen vectors: `node test/vectors/write.ts`. Seeded, each policy's cases on their own: without a change of
 * behaviour the files do not change, and a change shows at the policies it concerns. Kept are cases that differ from
 * those before them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Findings } from '../../src/core/decide.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import {
  RESOURCES,
  randomFindings,
  randomPolicy,
  randomTyped,
  readTyped,
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

function vectorsOf(document: PolicyDocument, index: number, random: Random): readonly Vector[] {
  const policy = compilePolicy(document, RESOURCES);
  const alike = new Map<string, number>();
  const kept: Vector[] = [];
  for (let tries = 0; tries < MOST_TRIES && kept.length < VECTORS_PER_POLICY; tries += 1) {
    const typed = withoutUnread(randomTyped(random), document);
    const attempt = readTyped(typed);
    const drawn = randomFindings(random);
    const decideWith = (findings: Findings) =>
      decideAsShipped({ document, attempt, findings, resources: RESOURCES }, policy);
    const vector = vectorOf(index, typed, drawn, decideWith(drawn));
    const decision = decideWith(findingsIn(vector));
    const key = kindOf(decision);
    const seen = alike.get(key) ?? 0;
    if (seen >= MOST_ALIKE) continue;
    alike.set(key, seen + 1);
    kept.push({ ...vector, decision: withoutEmpty(decision) });
  }
  return kept;
}

/** Attributes and metadata that no rule reads would only lengthen the files. */
function withoutUnread(typed: Typed, { rules }: PolicyDocument): Typed {
  const fields = rules.flatMap(({ when, unless }) => Object.keys({ ...when, ...unless }));
  return {
    ...typed,
    attributes: fields.includes('attribute') ? typed.attributes : {},
    metadata: fields.includes('metadata') ? typed.metadata : {},
  };
}

function kindOf({ outcome, reason, rules, verified, withheld }: Plain): string {
  return JSON.stringify([outcome, reason, rules, verified, withheld]);
}

function write(name: string, lines: readonly unknown[]): void {
  writeFileSync(new URL(name, FOLDER), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  process.stdout.write(`${name}: ${lines.length}\n`);
}
