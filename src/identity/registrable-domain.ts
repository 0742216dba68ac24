/**
 * The domain that somebody had to register, by the public suffix list. Loaded only for a policy that counts by it: the list
 * weighs 132 KB. Private suffixes are no boundary: names below a dynamic DNS service cost nothing, and count together.
 */
import { getDomain } from 'tldts';

/** The registrable domain of a domain (lower-case A-labels); a public suffix, or a name on no list, stands for itself. */
export function registrableDomain(domain: string): string {
  return getDomain(domain) ?? domain;
}
