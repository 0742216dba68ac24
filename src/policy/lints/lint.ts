/**
 * Warnings: what is valid and probably not meant. Each lives in a file of its own in `lints/`, looks at the document
 * alone, and names the path that it is about. Never an error, so nothing here keeps a policy from being published, and
 * nothing that publishes loads this: public suffixes, look-alikes and phone plans weigh a megabyte.
 */
import { gathered } from '../file/gathered.ts';
import { type Issue, tidied } from '../file/issue.ts';
import type { ParsedPolicy } from '../file/parse.ts';
import { aliasMayMove } from './alias-may-move.ts';
import { collisionOracle } from './collision-oracle.ts';
import { coveredApproval } from './covered-approval.ts';
import { deniesAbsent } from './denies-absent.ts';
import { deniesEverybody } from './denies-everybody.ts';
import { deniesUnsent } from './denies-unsent.ts';
import { lookAlike } from './domains/look-alike.ts';
import { publicMail } from './domains/public-mail.ts';
import { publicSuffix } from './domains/public-suffix.ts';
import { fullStop } from './full-stop.ts';
import { limitNeverReached } from './limits/never-reached.ts';
import { sameLimit } from './limits/same-limit.ts';
import { limitShutsOut } from './limits/typed-key.ts';
import type { Lint } from './lint-rule.ts';
import { idleAttester, longLived } from './long-lived.ts';
import { neverMatches } from './never-matches.ts';
import { ruleOver } from './rule-over.ts';
import { sentencesMeet } from './sentences-meet.ts';
import { shadowedAddress } from './shadowed-address.ts';
import { unknownCountry } from './unknown-country.ts';
import { verifiesNothing } from './verifies-nothing.ts';
import { weakAcknowledgement } from './weak-acknowledgement.ts';

const LINTS: readonly Lint[] = [
  neverMatches,
  shadowedAddress,
  coveredApproval,
  deniesEverybody,
  deniesAbsent,
  deniesUnsent,
  publicMail,
  publicSuffix,
  lookAlike,
  unknownCountry,
  verifiesNothing,
  weakAcknowledgement,
  sentencesMeet,
  collisionOracle,
  aliasMayMove,
  longLived,
  idleAttester,
  fullStop,
  limitNeverReached,
  sameLimit,
  limitShutsOut,
];

/** Every warning, as it is now if that is known, of the rules and settings that could be read, at its place, in reading order; many of one kind in a list as one. */
export function lintPolicy({ document, placeOf }: ParsedPolicy, now: number | null = null): readonly Issue[] {
  const found = [...LINTS, ...(now === null ? [] : [ruleOver(now)])]
    .flatMap((lint) => lint(document))
    .map(({ code, path, message, severity }) => ({
      issue: { ...placeOf(path), severity: severity ?? ('warning' as const), code, message },
      list: JSON.stringify(path.slice(0, -1)),
    }));
  return tidied(gathered(found));
}
