/**
 * CloudWatch's filter patterns, as far as this project's own commands write them: a phrase, or members of a JSON line that
 * equal a text. Anything else is refused, never taken for a match.
 */
import { isObject, parseJson } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';

type Matcher = (line: string) => boolean;

const PHRASE = /^"([^"]*)"$/u;
const EQUALITY = /^\$\.([\w.]+) = "([^"]*)"$/u;

/** Reads a pattern; an empty one matches every line. */
export function readFilterPattern(pattern: string): Result<Matcher, string> {
  const trimmed = pattern.trim();
  if (trimmed === '') return ok(() => true);
  const phrase = PHRASE.exec(trimmed)?.[1];
  if (phrase !== undefined) return ok((line) => line.includes(phrase));
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return unknown(pattern);
  const parts = trimmed.slice(1, -1).split('&&');
  const equalities = parts.map((part) => EQUALITY.exec(part.trim()));
  if (equalities.includes(null)) return unknown(pattern);
  return ok((line) => {
    const json = parseJson(line);
    return equalities.every((found) => found !== null && memberAt(json, found[1] ?? '') === found[2]);
  });
}

function unknown(pattern: string): Result<never, string> {
  return fail(`the lab does not know the filter pattern \`${pattern}\`: give a phrase in quotes`);
}

function memberAt(json: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), json);
}
