/**
 * A domain that reads like another: Cyrillic letters, `rn` for `m`, `1` for `l`. Compared by skeletons, one look-up a
 * domain. Domains of one policy that read alike, and domains that read like a large mail service.
 */
import { domainToUnicode } from 'node:url';
import confusables from 'unicode-confusables';
import { PUBLIC_MAIL_DOMAINS } from '../../../identity/mail-services.ts';
import { type Lint, type LintFinding, type ListedValue, listedValues, nameOf } from '../lint-rule.ts';

/** ASCII look-alikes beyond Unicode's own list, longest first. */
const ASCII_ALIKE: readonly (readonly [RegExp, string])[] = [
  [/vv/gu, 'w'],
  [/cl/gu, 'd'],
  [/rn/gu, 'm'],
  [/[1i]/gu, 'l'],
  [/0/gu, 'o'],
  [/5/gu, 's'],
  [/2/gu, 'z'],
];

/** What a domain looks like; equal for domains that read alike. */
export function skeletonOf(domain: string): string {
  return ASCII_ALIKE.reduce((text, [pattern, letter]) => text.replaceAll(pattern, letter), asciiOf(domain));
}

/** Foreign letters as the ASCII that they resemble. Letter by letter: the package would also spell `m` as `rn`. */
function asciiOf(domain: string): string {
  // Stryker disable next-line all: a quick way out; what has no foreign letter stays as it is below, too
  if (!domain.includes('xn--')) return domain;
  return unicodeOf(domain)
    .replaceAll(/\P{ASCII}/gu, (letter) => confusables.rectifyConfusion(letter))
    .toLowerCase();
}

/** A domain in its own letters. Label by label: few have any, and decoding is slow. */
function unicodeOf(domain: string): string {
  const labels = domain.split('.');
  return labels.map((label) => (label.startsWith('xn--') ? domainToUnicode(label) : label)).join('.');
}

/** The warning `look-alike`. A list of whom to refuse names imitators on purpose. */
export const lookAlike: Lint = (document) => {
  const services = new Map([...PUBLIC_MAIL_DOMAINS].map((name) => [skeletonOf(name), name]));
  const meant = listedValues(document, 'emailDomain').filter(
    ({ rule, path }) => !(rule.then === 'deny' && path[2] === 'when'),
  );
  const looks = meant.map((listed) => lookOf(listed));
  const plainest = plainestOf(looks);
  return looks.flatMap(({ listed, name, skeleton, twin }) => {
    const other = services.get(skeleton) ?? plainest.get(skeleton) ?? twin ?? name;
    return other === name ? [] : [finding(listed, name, other)];
  });
};

/** A listed name, what it looks like, and the plain one that it imitates with foreign letters, if it does. */
type Look = {
  readonly listed: ListedValue;
  readonly name: string;
  readonly skeleton: string;
  readonly twin: string | null;
};

function lookOf(listed: ListedValue): Look {
  const name = nameOf(listed.value);
  return { listed, name, skeleton: skeletonOf(name), twin: asciiTwin(name) };
}

/** By what they look like, the names that the others are said to imitate: what imitates is never one. The first of equals. */
function plainestOf(looks: readonly Look[]): ReadonlyMap<string, string> {
  const plainest = new Map<string, string>();
  for (const { name, skeleton } of looks.filter(({ twin }) => twin === null)) {
    const before = plainest.get(skeleton);
    if (before === undefined || tricksIn(name) < tricksIn(before)) plainest.set(skeleton, name);
  }
  return plainest;
}

/** How many signs stand in a name that others are imitated with. */
function tricksIn(name: string): number {
  return [...name.matchAll(/vv|cl|rn|[0125]/gu)].length;
}

/** The plain domain that a domain of foreign letters imitates; null for any other. */
function asciiTwin(name: string): string | null {
  const ascii = asciiOf(name);
  return ascii !== name && /^[a-z0-9.-]+$/u.test(ascii) ? ascii : null;
}

function finding({ value, path }: ListedValue, name: string, other: string): LintFinding {
  const unicode = unicodeOf(name);
  const letters = unicode === name ? '' : ` (${unicode})`;
  const message = `\`${value}\`${letters} looks like \`${other}\` and is another domain; is it meant?`;
  return { code: 'look-alike', path, message };
}
