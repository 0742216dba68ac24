/**
 * A JWK Set on disk: read strictly, so that nothing but public keys is ever in it, and replaced in one step, so that no
 * deployment reads half of one.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setMember } from '../../attester/key-pair.ts';
import type { AttesterKey } from '../../core/attestation.ts';
import { fieldsOf, parseJson } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { unreadableFile } from '../../files/file-trouble.ts';
import { readPublicKey } from '../../policy/public-key.ts';

/** The keys of a set; a file that is not there holds none. */
export function readKeySet(file: string): Result<readonly AttesterKey[], string> {
  if (!existsSync(file)) return ok([]);
  const text = setText(file);
  if (!text.ok) return text;
  const { keys } = fieldsOf(parseJson(text.value));
  if (!Array.isArray(keys)) return fail(`\`${file}\` is no JWK Set: it holds \`{"keys":[…]}\``);
  const read: AttesterKey[] = [];
  for (const [index, jwk] of keys.entries()) {
    const key = readPublicKey(fieldsOf(jwk));
    if (!key.ok) return fail(`key ${index + 1} of \`${file}\`: ${key.error.message}`);
    read.push(key.value);
  }
  return ok(read);
}

function setText(file: string): Result<string, string> {
  try {
    return ok(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(unreadableFile(file, error));
  }
}

/** The text of a set. */
export function keySetText(keys: readonly AttesterKey[]): string {
  return `${JSON.stringify({ keys: keys.map(setMember) }, null, 2)}\n`;
}

/** Replaces a set. */
export function writeKeySet(file: string, keys: readonly AttesterKey[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.new`;
  writeFileSync(beside, keySetText(keys));
  renameSync(beside, file);
}
