/**
 * One value of another product's list, in our spelling, or why it has none. Must never take in more people than were
 * written: `*@example.com` is `example.com`, not `*.example.com`, and what is in doubt is left out.
 */
import { parseEmail } from '../../identity/email.ts';
import { parsePhone } from '../../identity/phone.ts';
import { domainName, plainDomain } from './domain-name.ts';
import { type ForeignEntry, leftOut } from './entry-kind.ts';
import { respelled, taken } from './respelled.ts';

/** An address has 254 characters at most; a URL and quotes may stand around one. */
const MAX_LENGTH = 1000;

/** Reads one value as it is written. */
export function readEntry(written: string): ForeignEntry {
  if (plainDomain(written) !== null) return taken('domain', written, []);
  if (written.length > MAX_LENGTH) return leftOut('longer than an address or a domain can be');
  const { text, why } = unwrapped(written);
  return (
    ofUrl(text) ?? ofNumber(text) ?? ofPattern(text) ?? (text.includes('@') ? ofAddress(text, why) : ofName(text, why))
  );
}

type Unwrapped = { readonly text: string; readonly why: readonly string[] };

const QUOTED = /^(?:"(?<double>.*)"|'(?<single>.*)'|\u201c(?<curly>.*)\u201d|`(?<tick>.*)`)$/su;
const NAMED = /^[^<>]*<(?<address>[^<>]+)>$/su;

/** A value without what stands around it. */
function unwrapped(written: string): Unwrapped {
  const quotes = QUOTED.exec(written)?.groups;
  const inner = quotes?.['double'] ?? quotes?.['single'] ?? quotes?.['curly'] ?? quotes?.['tick'];
  const bare = (inner ?? written).trim();
  const address = (bare.endsWith('>') ? NAMED.exec(bare) : null)?.groups?.['address'] ?? bare;
  const text = address.trim().replace(/^mailto:/iu, '');
  return { text, why: text === written ? [] : ['without what stands around it'] };
}

const URL_SCHEME = /^(?:[a-z][a-z0-9+.-]*:)?\/\//iu;

/** The host of a URL. It may stand for one page of many people's, which is for its reader to judge. */
function ofUrl(text: string): ForeignEntry | null {
  if (!URL_SCHEME.test(text)) return null;
  const authority = text.replace(URL_SCHEME, '').replace(/[/?#\\].*$/su, '');
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:[0-9]*$/u, '');
  return ofName(host, ['the host of a URL']);
}

const IP_V4 = /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:\/[0-9]{1,2})?$/u;
const IP_V6 = /^\[?[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*\]?(?:\/[0-9]{1,3})?$/iu;
const NUMBER = /^\+?[0-9][0-9 ()./-]{5,24}$/u;

function ofNumber(text: string): ForeignEntry | null {
  if (IP_V4.test(text) || IP_V6.test(text))
    return leftOut('an IP address; policies tell people by what they sign up with');
  if (!NUMBER.test(text)) return null;
  const parsed = text.startsWith('+') ? parsePhone(`+${text.replaceAll(/[^0-9]/gu, '')}`) : null;
  if (parsed === null) return leftOut('a number; a policy tells phone numbers by country, `phoneCountry`');
  return {
    kind: 'number',
    value: parsed.folded,
    why: 'a phone number; a policy tells them by country, `phoneCountry`',
  };
}

/** What other languages say in one value and a policy says otherwise, or not at all. */
function ofPattern(text: string): ForeignEntry | null {
  if (/^[!-]/u.test(text)) return leftOut('an exception; write it under `unless`');
  if (/\\|^\.\*|\.\*[^.]|^\^|\$$|^\/.*\/[a-z]*$/su.test(text))
    return leftOut('a regular expression, which no policy has');
  return null;
}

function ofAddress(text: string, why: readonly string[]): ForeignEntry {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (local === '') return ofName(domain, [...why, 'a domain stands without its `@`']);
  if (local === '*') return ofName(domain, [...why, '`*@` is everybody at what follows']);
  if (text.includes('*')) return leftOut('a pattern of addresses; addresses are listed whole, or by their domain');
  const parsed = parseEmail(text);
  if (parsed === null) return leftOut('not an email address that can be verified');
  return respelled('address', text, parsed.folded, why);
}

function ofName(written: string, why: readonly string[]): ForeignEntry {
  const name = written.replace(/[/?#:].*$/su, '');
  const cut = name === written ? why : [...why, 'without what follows the name'];
  if (name === '*' || name === '*.*') return leftOut('everybody; a rule without `when` is about everybody');
  if (IP_V4.test(name)) return leftOut('an IP address; policies tell people by what they sign up with');
  if (name.startsWith('*.')) return ofWildcard(name.slice(2), cut);
  if (name.startsWith('.')) return ofWildcard(name.slice(1), [...cut, 'a dot in front stands for the names below']);
  if (name.includes('*')) return leftOut('a `*` that is no whole `*.` in front');
  return ofDomain(name, cut);
}

function ofWildcard(name: string, why: readonly string[]): ForeignEntry {
  if (name.includes('*')) return leftOut('a `*` that is no whole `*.` in front');
  const { text, dots } = undotted(name, why);
  const parsed = text.includes('.') ? domainName(text) : (domainName(`x.${text}`)?.slice(2) ?? null);
  return parsed === null ? leftOut(faultOf(text)) : respelled('domain', `*.${text}`, `*.${parsed}`, dots);
}

function ofDomain(name: string, why: readonly string[]): ForeignEntry {
  const { text, dots } = undotted(name, why);
  const parsed = domainName(text);
  return parsed === null ? leftOut(faultOf(text)) : respelled('domain', text, parsed, dots);
}

function undotted(name: string, why: readonly string[]): { readonly text: string; readonly dots: readonly string[] } {
  const text = name.replace(/\.$/u, '');
  return { text, dots: text === name ? why : [...why, 'without the dot at its end'] };
}

/** Why a name is no domain name. */
function faultOf(text: string): string {
  if (/[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text.trim())) {
    return /\s/u.test(text.trim()) ? 'several words' : 'holds a character that is not seen';
  }
  if (text.normalize('NFKC') !== text) return 'holds letters of a compatibility form, such as full-width ones';
  if (!text.includes('.'))
    return domainName(`x.${text}`) === null
      ? 'not a domain name'
      : 'one word without a dot; as a top level it is `*.` and the word';
  return text.includes('_') ? 'holds a `_`, which no mail domain has' : 'not a domain name';
}
