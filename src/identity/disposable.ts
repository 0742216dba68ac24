/**
 * Throwaway mail domains, by the list that disposable-email-domains-js ships (CC0). Loaded only for a policy that asks:
 * the list weighs 170 KB. The package's own look-up misses names below a listed domain, so the walk is ours.
 */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

/**
 * Large mail services and privacy relays, never throwaway whatever a list says: a relay address is permanent and its
 * owner reads it. Some lists carry them (duck.com, mozmail.com, simplelogin.com and passmail.net among others).
 */
const NEVER_DISPOSABLE: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com'],
  ...[
    'icloud.com',
    'me.com',
    'mac.com',
    'aol.com',
    'proton.me',
    'protonmail.com',
    'pm.me',
    'gmx.com',
    'gmx.net',
    'gmx.de',
  ],
  ...['web.de', 'mail.com', 'zoho.com', 'fastmail.com', 'yandex.com', 'yandex.ru', 'mail.ru', 'qq.com', '163.com'],
  ...[
    'tutanota.com',
    'tuta.com',
    'hey.com',
    'posteo.de',
    'mailbox.org',
    'naver.com',
    'orange.fr',
    'libero.it',
    't-online.de',
  ],
  ...['duck.com', 'mozmail.com', 'relay.firefox.com', 'privaterelay.appleid.com'],
  ...[
    'simplelogin.com',
    'simplelogin.co',
    'simplelogin.fr',
    'simplelogin.io',
    'aleeas.com',
    'slmail.me',
    'slmails.com',
  ],
  ...['passmail.net', 'passmail.com', 'passinbox.com', 'passfwd.com', 'addy.io', 'anonaddy.com', 'anonaddy.me'],
]);

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
