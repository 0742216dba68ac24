/**
 * A public suffix where a domain was meant: `*.co.uk` is half a country. Private suffixes count (`*.github.io`): below
 * them too, anybody may have a name.
 */
import { parse } from 'tldts';
import { type Lint, listedValues } from './lint-rule.ts';

/** The warning `public-suffix`. */
export const publicSuffix: Lint = (document) =>
  listedValues(document, 'emailDomain').flatMap(({ value, path }) => {
    const wildcard = value.startsWith('*.');
    const name = wildcard ? value.slice(2) : value;
    const { publicSuffix: suffix, isIcann, isPrivate } = parse(name, { allowPrivateDomains: true });
    if (suffix !== name || (!isIcann && !isPrivate)) return [];
    const effect = wildcard ? 'matches names that anybody can register' : "is nobody's own domain";
    const message = `\`${value}\` ${effect}: \`${name}\` is a public suffix`;
    return [{ code: 'public-suffix', path, message }];
  });
