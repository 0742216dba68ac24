/**
 * Throwaway mail domains, by the list that disposable-email-domains-js ships (CC0). Loaded only for a policy that asks:
 * the list weighs 170 KB. The package's own look-up misses names below a listed domain, so the walk is ours.
 */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { PRIVACY_RELAYS, PUBLIC_MAIL_DOMAINS } from './mail-services.ts';

/** Never throwaway, whatever a list says (some carry duck.com, mozmail.com, simplelogin.com and passmail.net). */
const NEVER_DISPOSABLE: ReadonlySet<string> = new Set([...PUBLIC_MAIL_DOMAINS, ...PRIVACY_RELAYS]);

/** A test of domains (lower-case A-labels) against a list: the domain or a parent is on it, and is no known mail service. */
export function disposableTest(listed: ReadonlySet<string>): (domain: string) => boolean {
  return (domain) => !isBelow(domain, NEVER_DISPOSABLE) && isBelow(domain, listed);
}

/** Whether a domain, or a parent of it, is on the shipped list of throwaway mail domains. */
export const isDisposableDomain = disposableTest(disposableEmailBlocklistSet());

/** One look-up a label: the domain itself, then each parent. */
function isBelow(domain: string, listed: ReadonlySet<string>): boolean {
  for (let start = 0; start !== -1; start = nextLabel(domain, start)) {
    if (listed.has(domain.slice(start))) return true;
  }
  return false;
}

function nextLabel(domain: string, start: number): number {
  const dot = domain.indexOf('.', start);
  return dot === -1 ? -1 : dot + 1;
}

/** The names on the shipped list, and those that are never throwaway: what there is to tell apart. */
export function throwawayNames(): { readonly listed: readonly string[]; readonly spared: readonly string[] } {
  return { listed: [...disposableEmailBlocklistSet()], spared: [...NEVER_DISPOSABLE] };
}
