/**
 * `verify` on a public mail domain: anybody may type such an address, and no colleague vouches for its owner.
 */
import { parse } from 'tldts';
import { isPublicMail } from '../../../identity/mail-services.ts';
import { type Lint, listedValues, nameOf, verifiesTyped } from '../lint-rule.ts';

/** The warning `public-mail-domain`. */
export const publicMail: Lint = (document) =>
  listedValues(document, 'emailDomain', ['when']).flatMap(({ value, path, rule }) => {
    if (!verifiesTyped(rule, 'email')) return [];
    const name = nameOf(value);
    const { domain, domainWithoutSuffix } = parse(name);
    if (!isPublicMail(name, domain === name ? domainWithoutSuffix : null)) return [];
    const message = `anybody can have an address at \`${value}\`, and \`${rule.id}\` verifies it without a code`;
    return [{ code: 'public-mail-domain', path, message }];
  });
