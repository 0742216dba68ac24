/**
 * A folder of its own with a policy in it, and whatever the policy names.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder, the policy's file in it, and how both go. */
export type PolicyFolder = { readonly folder: string; readonly file: string; readonly remove: () => void };

/** Makes one; `others` are further files by name. */
export function policyFolder(policy: string, others: Readonly<Record<string, string>> = {}): PolicyFolder {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  const file = join(folder, 'lab.yaml');
  for (const [name, text] of Object.entries({ 'lab.yaml': policy, ...others })) writeFileSync(join(folder, name), text);
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
