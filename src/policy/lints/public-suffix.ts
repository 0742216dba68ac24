/**
 * A public suffix where a domain was meant: `*.co.uk` is half a country. Private suffixes count (`*.github.io`): below
 * them too, anybody may have a name.
 */
import { parse } from 'tldts';
import { type Lint, listedValues, nameOf } from './lint-rule.ts';

/** The warning `public-suffix`. */
export const publicSuffix: Lint = (document) =>
  listedValues(document, 'emailDomain').flatMap(({ value, path }) => {
    const name = nameOf(value);
    // of a name on no list the suffix is its last label, and a value has two labels at least
    if (parse(name, { allowPrivateDomains: true }).publicSuffix !== name) return [];
    const effect = value === name ? "is nobody's own domain" : 'matches names that anybody can register';
    const message = `\`${value}\` ${effect}: \`${name}\` is a public suffix`;
    return [{ code: 'public-suffix', path, message }];
  });
