/**
 * The mailbox behind an address: without the tag, and as its provider reads it. For counting alone, and never for deciding
 * who holds an address: Cognito knows nothing of it. Data of what the providers document; must not guess for others.
 */
import type { EmailAddress } from '../core/attempt.ts';

/** How a provider reads the part before the `@`. */
type Provider = {
  /** Where addresses are read so; the one in `as` only where that is another way than everybody's. */
  readonly domains: readonly string[];
  /** The one domain of which the others are other names, where a mailbox has all of them. */
  readonly as?: string;
  /** Characters that make no difference. */
  readonly ignores?: string;
  /** What begins a tag besides `+`. */
  readonly tag?: string;
  /** Each mailbox has a subdomain, and whatever is sent to a name at it. */
  readonly subdomains?: true;
};

const PROVIDERS: readonly Provider[] = [
  { domains: ['gmail.com', 'googlemail.com'], as: 'gmail.com', ignores: '.' },
  { domains: ['proton.me', 'protonmail.com', 'pm.me', 'protonmail.ch'], as: 'proton.me', ignores: '.-_' },
  { domains: ['me.com', 'mac.com'], as: 'icloud.com' },
  { domains: ['yahoo.com', 'ymail.com', 'rocketmail.com'], tag: '-' },
  { domains: ['yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'], as: 'yandex.ru' },
  { domains: ['fastmail.com', 'fastmail.fm'], subdomains: true },
];

const BY_DOMAIN: ReadonlyMap<string, Provider> = new Map(
  PROVIDERS.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const)),
);

/** Yahoo has a domain in many countries, and reads all of them alike. */
const YAHOO = /^yahoo\.[a-z]{2,3}(?:\.[a-z]{2})?$/u;

/** The mailbox of a well-formed address. */
export function mailboxOf({ local, domain }: Pick<EmailAddress, 'local' | 'domain'>): string {
  const provider = BY_DOMAIN.get(domain) ?? (YAHOO.test(domain) ? BY_DOMAIN.get('yahoo.com') : undefined);
  if (provider === undefined) return subdomainMailbox(domain) ?? `${withoutTag(local)}@${domain}`;
  const { as = domain, ignores = '', tag } = provider;
  const bare = withoutTag(local, tag);
  const name = [...bare].filter((character) => !ignores.includes(character)).join('');
  return `${name === '' ? bare : name}@${as}`;
}

/** Whose subdomain it is, as some providers give one to each mailbox. */
function subdomainMailbox(domain: string): string | null {
  const dot = domain.indexOf('.');
  const parent = domain.slice(dot + 1);
  return BY_DOMAIN.get(parent)?.subdomains === true ? `${domain.slice(0, dot)}@${parent}` : null;
}

/** Without the tag; an address that begins with one keeps it: a name is never empty. */
function withoutTag(local: string, tag?: string): string {
  const characters = [...local];
  const at = characters.findIndex((character) => character === '+' || character === tag);
  return at < 1 ? local : characters.slice(0, at).join('');
}
