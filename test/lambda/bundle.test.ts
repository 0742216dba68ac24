/**
 * What the trigger loads before its first event: no more than it needs. What it must not hold at all is `test/bundle.test.ts`'s.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';

/** First measured size of the entry and what it imports at once, and a tenth more, in bytes. */
const MOST_EAGER_BYTES = 440_000;

/** An entry that only hands on what the other file exports. */
const MOST_ENTRY_BYTES = 500;

/** What a trigger without a companion carries of it, in bytes. */
const MOST_QUESTION_BYTES = 300;

/** What a policy without limits carries of them, at once and with the policy, in bytes each. */
const MOST_LIMIT_BYTES = 1_900;

const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-bundle-'));
let trigger: Metafile;

beforeAll(async () => {
  trigger = await bundle('trigger', join(scratch, 'trigger'));
}, 60_000);

afterAll(() => rmSync(scratch, { recursive: true }));

/** The output files that load with the entry, before any dynamic import. */
function eagerOutputs({ outputs }: Metafile): readonly string[] {
  const entry = Object.keys(outputs).find(
    (file) => outputs[file]?.entryPoint !== undefined && file.endsWith('/handler.mjs'),
  );
  const reached = new Set<string>();
  const visit = (file: string | undefined): void => {
    if (file === undefined || reached.has(file)) return;
    reached.add(file);
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) visit(path);
    }
  };
  visit(entry);
  return [...reached];
}

function inputsOf(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => Object.keys(trigger.outputs[file]?.inputs ?? {}));
}

describe('the trigger', () => {
  it('loads large data only when a policy needs it', () => {
    const data = /disposable-email-domains-js|libphonenumber-js|node_modules\/tldts|identity\/mailbox/u;
    const eager = inputsOf(eagerOutputs(trigger));

    expect(eager.filter((file) => data.test(file))).toEqual([]);
    expect(Object.keys(trigger.inputs).some((file) => data.test(file))).toBe(true);
  });

  it('loads what verifies an attestation only for an attempt that carries one', () => {
    const eager = inputsOf(eagerOutputs(trigger));
    const chunk = Object.values(trigger.outputs).find(({ entryPoint }) =>
      entryPoint?.endsWith('attestation/verify.ts'),
    );

    expect(eager.filter((file) => /node_modules\/jose\/|guard\/attestation\//u.test(file))).toEqual([]);
    expect(Object.keys(chunk?.inputs ?? {}).some((file) => file.includes('node_modules/jose/'))).toBe(true);
    const importers = Object.values(trigger.inputs).flatMap(({ imports }) =>
      imports.filter(({ path }) => path.endsWith('attestation/verify.ts')).map(({ kind }) => kind),
    );
    expect(importers).toEqual(['dynamic-import']);
  });

  it('loads what deals with a companion only where there is one, and grows by no more than the question', () => {
    const eager = eagerOutputs(trigger);
    const companions = /client-lambda|\/companion/u;
    const bytes = eager.flatMap((file) =>
      Object.entries(trigger.outputs[file]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
        companions.test(input) ? [[input, bytesInOutput < MOST_QUESTION_BYTES]] : [],
      ),
    );

    expect(bytes).toEqual([['src/lambda/companion.ts', true]]);
    const turns = Object.values(trigger.outputs).find(({ entryPoint }) => entryPoint?.endsWith('companion-turns.ts'));
    const loaded = turns?.imports.flatMap(({ path }) => Object.keys(trigger.outputs[path]?.inputs ?? {})) ?? [];
    expect([...Object.keys(turns?.inputs ?? {}), ...loaded].some((file) => file.includes('client-lambda/'))).toBe(true);
  });

  it('opens one file beside its entry before the first event, whatever it shares with what is loaded later', () => {
    const [entry = '', ...others] = eagerOutputs(trigger);

    expect(others).toHaveLength(1);
    expect(trigger.outputs[entry]?.bytes).toBeLessThan(MOST_ENTRY_BYTES);
    const later = Object.values(trigger.outputs).filter(({ entryPoint }) => entryPoint?.startsWith('src/lambda/'));
    expect(later.filter(({ imports }) => imports.some(({ path }) => path === others[0]))).toHaveLength(3);
  });

  it('loads what counts limits only for an attempt that is to be counted', () => {
    const importers = Object.values(trigger.inputs).flatMap(({ imports }) =>
      imports.filter(({ path }) => path.endsWith('limits/limit-table.ts')).map(({ kind }) => kind),
    );

    expect(
      inputsOf(eagerOutputs(trigger)).filter((file) => /limits\/limit-(?:table|item|hash)\.ts$/u.test(file)),
    ).toEqual([]);
    expect(importers).toEqual(['dynamic-import']);
  });

  it('carries little of limits for a policy without any', () => {
    const about = /\/limits\/|guard\/count\.ts$|policy\/limit-breaches\.ts$/u;
    const bytesIn = (files: readonly string[]) =>
      files
        .flatMap((file) => Object.entries(trigger.outputs[file]?.inputs ?? {}))
        .filter(([file]) => about.test(file))
        .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    const counting = Object.keys(trigger.outputs).filter((file) => file.includes('limit-table-'));
    const [eager, all] = [bytesIn(eagerOutputs(trigger)), bytesIn(Object.keys(trigger.outputs))];
    const withPolicy = all - eager - bytesIn(counting);
    console.log(`limits: ${eager} bytes at once, ${withPolicy} with any policy, ${bytesIn(counting)} to count`);

    expect(eager).toBeLessThan(MOST_LIMIT_BYTES);
    expect(withPolicy).toBeLessThan(MOST_LIMIT_BYTES);
    expect(bytesIn(counting)).toBeGreaterThan(MOST_LIMIT_BYTES);
  });

  it('loads the schema only beside its first read', () => {
    expect(inputsOf(eagerOutputs(trigger)).filter((file) => file.includes('node_modules/zod/'))).toEqual([]);
  });

  it('stays small', () => {
    const bytes = eagerOutputs(trigger).reduce((sum, file) => sum + (trigger.outputs[file]?.bytes ?? 0), 0);

    expect(bytes).toBeLessThan(MOST_EAGER_BYTES);
    expect(bytes).toBeGreaterThan(100_000);
  });

  it('has no regular expression made from a policy', () => {
    const sources = Object.keys(trigger.inputs).filter((file) => file.startsWith('src/'));

    expect(
      sources.filter((file) => /new RegExp\((?!`\.\{1,\$\{PARAMETER_BYTES\})/u.test(readFileSync(file, 'utf8'))),
    ).toEqual([]);
  });
});
