/**
 * Mail services that everybody knows: data for the throwaway list's exceptions and for `check`. Names only; no rule of
 * the product rests on a domain being here.
 */

/** Large services where anybody can have an address. */
export const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com'],
  ...['icloud.com', 'me.com', 'mac.com', 'aol.com', 'proton.me', 'protonmail.com', 'pm.me', 'gmx.com', 'gmx.net'],
  ...['gmx.de', 'gmx.at', 'gmx.ch', 'web.de', 'mail.com', 'zoho.com', 'fastmail.com', 'yandex.com', 'yandex.ru'],
  ...['mail.ru', 'qq.com', '163.com', '126.com', 'tutanota.com', 'tuta.com', 'hey.com', 'posteo.de', 'mailbox.org'],
  ...['naver.com', 'daum.net', 'orange.fr', 'free.fr', 'laposte.net', 'libero.it', 't-online.de', 'comcast.net'],
  ...['verizon.net', 'btinternet.com', 'rediffmail.com', 'uol.com.br', 'bol.com.br'],
]);

/** Relays that forward to a mailbox which their owner reads. Permanent addresses, though some lists call them throwaway. */
export const PRIVACY_RELAYS: ReadonlySet<string> = new Set([
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

/** Services with a domain in many countries: `yahoo.co.uk`, `hotmail.fr`. */
const BRANDS: ReadonlySet<string | null> = new Set(['yahoo', 'hotmail', 'outlook', 'live', 'gmx', 'yandex']);

/** Whether anybody can have an address at a domain. `brand` is its label before the public suffix, if that is known. */
export function isPublicMail(domain: string, brand: string | null): boolean {
  return PUBLIC_MAIL_DOMAINS.has(domain) || PRIVACY_RELAYS.has(domain) || BRANDS.has(brand);
}
