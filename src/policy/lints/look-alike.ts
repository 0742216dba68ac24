/**
 * A domain that reads like another: Cyrillic letters, `rn` for `m`, `1` for `l`. Compared by skeletons, one look-up a
 * domain. Domains of one policy that read alike, and domains that read like a large mail service.
 */
import { domainToUnicode } from 'node:url';
import confusables from 'unicode-confusables';
import { PUBLIC_MAIL_DOMAINS } from '../../identity/mail-services.ts';
import { type Finding, type Lint, type ListedValue, listedValues } from './lint-rule.ts';

/** ASCII look-alikes beyond Unicode's own list, longest first. */
const ASCII_ALIKE: readonly (readonly [RegExp, string])[] = [
  [/vv/gu, 'w'],
  [/cl/gu, 'd'],
  [/rn/gu, 'm'],
  [/[1i|]/gu, 'l'],
  [/0/gu, 'o'],
  [/5/gu, 's'],
  [/2/gu, 'z'],
];

/** What a domain looks like; equal for domains that read alike. */
export function skeletonOf(domain: string): string {
  const seen = unicodeSkeleton(domain);
  return ASCII_ALIKE.reduce((text, [pattern, letter]) => text.replaceAll(pattern, letter), seen);
}

/** Foreign letters as the ASCII that they resemble. Letter by letter: the package would also spell `m` as `rn`. */
function unicodeSkeleton(domain: string): string {
  if (!domain.includes('xn--')) return domain;
  const letters = [...domainToUnicode(domain)];
  return letters
    .map((letter) => (letter > '~' ? confusables.rectifyConfusion(letter) : letter))
    .join('')
    .toLowerCase();
}

const SERVICES: ReadonlyMap<string, string> = new Map([...PUBLIC_MAIL_DOMAINS].map((name) => [skeletonOf(name), name]));

/** The warning `look-alike`. */
export const lookAlike: Lint = (document) => {
  const first = new Map<string, string>();
  return listedValues(document, 'emailDomain').flatMap((listed) => {
    const name = listed.value.replace(/^\*\./u, '');
    const skeleton = skeletonOf(name);
    const other = first.get(skeleton) ?? SERVICES.get(skeleton) ?? asciiTwin(name);
    first.set(skeleton, first.get(skeleton) ?? name);
    return other === null || other === name ? [] : [finding(listed, other)];
  });
};

/** The plain domain that a domain of foreign letters imitates. */
function asciiTwin(name: string): string | null {
  if (!name.includes('xn--')) return null;
  const skeleton = unicodeSkeleton(name);
  return /^[a-z0-9.-]+$/u.test(skeleton) ? skeleton : null;
}

function finding({ value, path }: ListedValue, other: string): Finding {
  const unicode = value.includes('xn--') ? ` (${domainToUnicode(value.replace(/^\*\./u, ''))})` : '';
  const message = `\`${value}\`${unicode} looks like \`${other}\` and is another domain; is it meant?`;
  return { code: 'look-alike', path, message };
}
