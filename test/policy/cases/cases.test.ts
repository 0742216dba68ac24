import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Alias, AliasAttribute } from '../../../src/core/attempt.ts';
import type { ClaimOutcome } from '../../../src/core/claims.ts';
import { decide } from '../../../src/core/decide.ts';
import { type AliasFact, combineSightings } from '../../../src/core/facts.ts';
import { plan } from '../../../src/core/plan.ts';
import type { PolicyDocument } from '../../../src/core/policy.ts';
import { readPolicyFile } from '../../../src/files/policy-files.ts';
import { foldEmail } from '../../../src/identity/email.ts';
import { type Cases, CasesSchema } from '../../../src/policy/cases/cases.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'policies');
type Case = Cases['cases'][number];

function casesOf(name: string): readonly Case[] {
  return CasesSchema.parse(parseYaml(readFileSync(join(FOLDER, name), 'utf8'))).cases;
}

function documentOf(environment: string): PolicyDocument {
  const result = readPolicyFile(join(FOLDER, `${environment}.yaml`));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.document;
}

function factOf({ holders = [] }: Case, { attribute, folded }: Alias): AliasFact {
  const addressOf = ({ email, phone }: (typeof holders)[number]) => (attribute === 'email' ? email : phone) ?? '';
  const seen = holders.filter((holder) => foldEmail(addressOf(holder)) === folded);
  const found = seen.map(({ user, verified = [], enabled = true, status = 'CONFIRMED' }) => {
    return { userName: user, verified: verified.includes(attribute), enabled, status };
  });
  return combineSightings([{ kind: 'seen', holders: found }], 'any');
}

async function decisionOf(document: PolicyDocument, given: Case) {
  const { user, email, phone, client, trigger, attributes, metadata, attested } = given.attempt;
  const proved: [AliasAttribute, string][] = attested?.email === undefined ? [] : [['email', attested.email]];
  const written = { userName: user ?? 'user', email, phone, client, trigger, attributes, metadata, attested: proved };
  const present = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
  const attempt = attemptOf(present);
  const { policy } = await loadPolicy(document);
  const planned = plan(attempt, policy);
  const facts = new Map(planned.lookUps.map((alias) => [alias.attribute, factOf(given, alias)]));
  const claims = new Map<AliasAttribute, ClaimOutcome>(
    planned.claims.map(({ alias }) => [alias.attribute, { kind: 'won' }]),
  );
  const decision = decide(attempt, policy, planned, { facts, claims });
  return { ...decision, withheld: decision.withheld.map(({ attribute, because }) => ({ attribute, because })) };
}

const shipped = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.cases.yaml'))
  .flatMap((file) => casesOf(file).map((given) => ({ environment: file.replace('.cases.yaml', ''), given })));

test.each(
  shipped.map(({ environment, given }) => [environment, given.name, given] as const),
)('%s: %s', async (environment, _name, given) => {
  const decision = await decisionOf(documentOf(environment), given);

  for (const [field, expected] of Object.entries(given.expect)) expect(decision).toHaveProperty(field, expected);
});

test('no two cases of a file share a name', () => {
  const names = shipped.map(({ environment, given }) => `${environment}: ${given.name}`);

  expect(new Set(names).size).toBe(names.length);
});
