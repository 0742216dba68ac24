/**
 * Which profiles the AWS settings of this machine have, so that a misspelt one is called that: the SDK says of it that no
 * credentials were found. Reads names alone, never a key.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const FILES = [
  { variable: 'AWS_CONFIG_FILE', name: 'config' },
  { variable: 'AWS_SHARED_CREDENTIALS_FILE', name: 'credentials' },
] as const;

const SECTION = /^\s*\[\s*(?:profile\s+)?["']?(?<name>[^\]"']+?)["']?\s*\]/gmu;

/** A sentence where no file has a profile of that name, else null. */
export function unknownProfile(profile: string, env: NodeJS.ProcessEnv): string | null {
  const files = FILES.map(({ variable, name }) => env[variable] || join(homedir(), '.aws', name));
  const known = new Set(files.flatMap(profilesIn));
  if (known.has(profile)) return null;
  const others = [...known].toSorted().map((name) => `\`${name}\``);
  const have = others.length === 0 ? 'they have none' : `they have ${others.join(', ')}`;
  return `the AWS settings have no profile \`${profile}\`: ${have} (${files.join(', ')})`;
}

/** None of a file that is not there. */
function profilesIn(file: string): readonly string[] {
  try {
    return [...readFileSync(file, 'utf8').matchAll(SECTION)].map(({ groups }) => groups?.['name'] ?? '');
  } catch {
    return [];
  }
}
