/**
 * Domain names as lower-case A-labels. `node:url` parses URL hosts, which is laxer than a mail domain (it decodes `%65`,
 * drops tabs, turns `0x7f.1` into an IP address), so it only runs between a check before and a check after.
 */
import { domainToASCII, domainToUnicode } from 'node:url';

/** RFC 1035 2.3.4: 255 octets on the wire, 253 as text. */
const MAX_LENGTH = 253;

/** White space, controls, and characters that are not seen: none of them belongs in a name, and IDNA drops some silently. */
const INVISIBLE = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;

/** Characters that a URL parser treats specially, and the ideographic dot. `_` and `*` are caught by the label check. */
const URL_SYNTAX = /[%:/?#[\]@\\<>^|"'`,;()\u3002]/u;

/** RFC 1123 2.1 letters, digits and inner hyphens, 63 at most. */
const LDH_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** A name that ends in a number is an IPv4 address to a URL parser. */
const ENDS_IN_NUMBER = /\.(?:[0-9]+|0x[0-9a-f]*)$/u;

/** What nearly every name consists of: a URL parser does nothing to it but write it in lower case, A-labels aside. */
// Stryker disable next-line Regex: a short cut; what it leaves out goes the long way and ends alike
const PLAIN = /^[A-Za-z0-9.-]+$/u;

/** What an A-label begins with. */
const A_LABEL = 'xn--';

/** A domain name as lower-case A-labels, at least two, no trailing dot; or null. Compatibility forms (full-width letters, ideographic dots) are refused, not mapped. */
export function parseDomain(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  const lower = text.toLowerCase();
  // Stryker disable next-line ConditionalExpression: likewise
  if (PLAIN.test(text) && !lower.includes(A_LABEL)) return isMailDomain(lower) ? lower : null;
  if (INVISIBLE.test(text) || URL_SYNTAX.test(text)) return null;
  if (text.normalize('NFKC') !== text) return null;
  // as a pool folds it: a sigma that ends a word becomes another letter here than it does as an A-label
  const ascii = domainToASCII(lower);
  return isMailDomain(ascii) && decodes(ascii) ? ascii : null;
}

function isMailDomain(ascii: string): boolean {
  const labels = ascii.split('.');
  if (ascii.length > MAX_LENGTH || labels.length < 2 || ENDS_IN_NUMBER.test(ascii)) return false;
  return labels.every((label) => LDH_LABEL.test(label));
}

/**
 * RFC 5890 2.3.2.1: an A-label is the one spelling of a U-label, which does not begin with a combining mark (RFC 5891
 * 4.2.3.2). `node:url` hands one back as it came where it stands for nothing.
 */
function decodes(ascii: string): boolean {
  const unicode = domainToUnicode(ascii);
  const meant = unicode.split('.').every((label) => !label.startsWith(A_LABEL) && !/^\p{M}/u.test(label));
  return meant && domainToASCII(unicode) === ascii;
}
