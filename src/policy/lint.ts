/**
 * Warnings: what is valid and probably not meant. Each lives in a file of its own in `lints/`, looks at the document
 * alone, and names the path that it is about. Never an error, so nothing here keeps a policy from being published.
 */
import type { PolicyDocument } from '../core/policy.ts';
import { type Issue, type Place, warningAt } from './issue.ts';
import { aliasMayMove } from './lints/alias-may-move.ts';
import { collisionOracle } from './lints/collision-oracle.ts';
import { fullStop } from './lints/full-stop.ts';
import type { Lint } from './lints/lint-rule.ts';
import { lookAlike } from './lints/look-alike.ts';
import { neverMatches } from './lints/never-matches.ts';
import { publicMail } from './lints/public-mail.ts';
import { publicSuffix } from './lints/public-suffix.ts';
import { shadowedAddress } from './lints/shadowed-address.ts';
import { unknownCountry } from './lints/unknown-country.ts';
import { verifiesNothing } from './lints/verifies-nothing.ts';
import type { Path } from './tree.ts';

const LINTS: readonly Lint[] = [
  neverMatches,
  shadowedAddress,
  publicMail,
  publicSuffix,
  lookAlike,
  unknownCountry,
  verifiesNothing,
  collisionOracle,
  aliasMayMove,
  fullStop,
];

/** Every warning of a valid document, at its place. */
export function lintPolicy(document: PolicyDocument, placeOf: (path: Path) => Place): readonly Issue[] {
  return LINTS.flatMap((lint) =>
    lint(document).map(({ code, path, message }) => warningAt(placeOf(path), code, message)),
  );
}
