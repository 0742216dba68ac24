/**
 * Warnings: what is valid and probably not meant. Each lives in a file of its own in `lints/`, looks at the document
 * alone, and names the path that it is about. Never an error, so nothing here keeps a policy from being published, and
 * nothing that publishes loads this: public suffixes, look-alikes and phone plans weigh a megabyte.
 */
import { type Issue, tidied, warningAt } from './issue.ts';
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
import type { ParsedPolicy } from './parse.ts';

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

/** Every warning of a valid policy, at its place, in reading order. */
export function lintPolicy({ document, placeOf }: ParsedPolicy): readonly Issue[] {
  return tidied(
    LINTS.flatMap((lint) => lint(document).map(({ code, path, message }) => warningAt(placeOf(path), code, message))),
  );
}
