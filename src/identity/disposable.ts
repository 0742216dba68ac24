/**
 * Throwaway mail domains, by the list that disposable-email-domains-js ships (CC0). Loaded only for a policy that asks:
 * the list weighs 170 KB. The package's own look-up misses names below a listed domain, so the walk is ours.
 */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { PRIVACY_RELAYS, PUBLIC_MAIL_DOMAINS } from './mail-services.ts';

/** Never throwaway, whatever a list says (some carry duck.com, mozmail.com, simplelogin.com and passmail.net). */
const NEVER_DISPOSABLE: ReadonlySet<string> = new Set([...PUBLIC_MAIL_DOMAINS, ...PRIVACY_RELAYS]);

const LISTED: ReadonlySet<string> = disposableEmailBlocklistSet();

/** Whether a domain (lower-case A-labels), or a parent of it, is a throwaway mail domain. */
export function isDisposableDomain(domain: string): boolean {
  return !isBelow(domain, NEVER_DISPOSABLE) && isBelow(domain, LISTED);
}

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
