/**
 * Domain names as `identity/` parses them, with a short way for those that need no parsing: lists are long. Must never
 * give another answer than the parser.
 */
import { parseDomain } from '../../identity/domain.ts';

/** Lower-case letters, digits and inner hyphens, the last label no number in any notation. */
const PLAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

const MAX_LENGTH = 253;

/** A name that is its own A-labels already; null for what has to be parsed. */
export function plainDomain(text: string): string | null {
  return text.length <= MAX_LENGTH && PLAIN.test(text) && !text.includes('xn--') ? text : null;
}

/** The A-labels of a name, or null where it is none. */
export function domainName(text: string): string | null {
  return plainDomain(text) ?? parseDomain(text);
}
