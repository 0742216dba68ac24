/**
 * What changed between a value as written and our spelling of it, and what its reader should know. Changes nothing.
 */
import { parse } from 'tldts';
import { imitatedName } from '../../identity/imitation.ts';
import type { TakenEntry } from './entry-kind.ts';

/** A value in our spelling, its changes added to those that came before. */
export function respelled(
  kind: TakenEntry['kind'],
  written: string,
  value: string,
  before: readonly string[],
): TakenEntry {
  if (written === value) return taken(kind, value, before);
  const folded = written.toLowerCase() === value;
  return taken(kind, value, [...before, folded ? 'in lower case' : inAscii(written)]);
}

/** A value as it shall stand, and why it differs from what was written. */
export function taken(kind: TakenEntry['kind'], value: string, why: readonly string[]): TakenEntry {
  return { kind, value, why: why.length === 0 ? null : why.join('; '), note: kind === 'domain' ? noteOn(value) : null };
}

function inAscii(written: string): string {
  const name = written.slice(written.lastIndexOf('@') + 1).replace(/^\*\./u, '');
  const imitated = imitatedName(name);
  return imitated === null
    ? 'its letters in ASCII, as they are compared'
    : 'its letters only look like plain ones; in ASCII, as they are compared';
}

/** A public suffix is no fault of a list; in an approval `check` objects. */
function noteOn(value: string): string | null {
  const name = value.startsWith('*.') ? value.slice(2) : value;
  if (parse(name, { allowPrivateDomains: true }).publicSuffix !== name) return null;
  if (value === name) return "a public suffix: nobody's own domain";
  return name.includes('.') ? 'all below a public suffix: names that anybody can register' : 'a whole top-level domain';
}
