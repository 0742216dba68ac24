/**
 * A public suffix where a domain was meant, in what approves: `*.co.uk` is half a country. Private suffixes count
 * (`*.github.io`): below them too, anybody may have a name. Lists that refuse hold such names with good reason.
 */
import { parse } from 'tldts';
import { type Lint, type ListedValue, listedValues, nameOf, verifiesTyped } from '../lint-rule.ts';

/** The warning `public-suffix`. */
export const publicSuffix: Lint = (document) =>
  listedValues(document, 'emailDomain', ['when']).flatMap((listed) => {
    const effect = effectOf(listed);
    if (effect === null) return [];
    return [{ code: 'public-suffix', path: listed.path, message: `\`${listed.value}\` ${effect}` }];
  });

/** What is odd about a value of an approval. All that lies below a suffix matters where it is verified. */
function effectOf({ value, rule }: ListedValue): string | null {
  const name = nameOf(value);
  if (rule.then !== 'approve' || (value !== name && !verifiesTyped(rule, 'email'))) return null;
  // of a name on no list the suffix is its last label
  if (parse(name, { allowPrivateDomains: true }).publicSuffix !== name) return null;
  if (value === name) return `is nobody's own domain: \`${name}\` is a public suffix`;
  if (name.includes('.')) return `matches names that anybody can register: \`${name}\` is a public suffix`;
  return `is a whole top-level domain, and \`${rule.id}\` verifies whoever types an address of it`;
}
