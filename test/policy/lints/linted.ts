/**
 * What the whole catalogue finds in rules as people write them: each finding's code and rule, so that no other lint speaks
 * where one is tested.
 */
import type { PolicyDocument } from '../../../src/core/policy.ts';
import { lintPolicy } from '../../../src/policy/lints/lint.ts';
import { parse } from '../file/read.ts';

/** Rules as text, each a flow map. */
export function policyOf(rules: readonly string[], settings = 'otherwise: code'): string {
  const lines = rules.map((rule) => `  - ${rule}\n`).join('');
  return `version: 1\nmode: enforce\nunavailable: { claims: deny }\n${settings}\nrules:\n${lines || '  []\n'}`;
}

/** The document of rules as text. */
export function documentOf(rules: readonly string[], settings?: string): PolicyDocument {
  const result = parse(policyOf(rules, settings));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.document;
}

/** The findings, as `line:column code`; rules begin at line 6. */
export function lintedSpots(rules: readonly string[], settings?: string): readonly string[] {
  const result = parse(policyOf(rules, settings));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return lintPolicy(result.value).map(({ line, column, code }) => `${line}:${column} ${code}`);
}
