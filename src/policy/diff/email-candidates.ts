/**
 * Every email that conditions can tell apart: each listed address, an address at each listed domain and below each
 * wildcard, one that no list knows, each with and without a tag, throwaway or not, none at all and one that is malformed.
 *
 * INVARIANT: a domain that is not listed itself matches exactly the wildcards above it, so a fresh name directly below the
 * longest of them stands for it; whether it is a throwaway one depends on the shipped list's names above it, and those
 * that lie below a wildcard are candidates too.
 */
import { hasListedParent } from '../../core/conditions/email-domain.ts';
import { parseEmail } from '../../identity/email.ts';
import type { Atom } from './atoms.ts';
import type { Candidate, Dimension } from './candidate.ts';

/** The shipped list of throwaway domains, and the names that are never on it; empty where no policy asks. */
export type ThrowawayNames = { readonly listed: readonly string[]; readonly spared: readonly string[] };

type Lists = {
  readonly exact: ReadonlySet<string>;
  readonly parents: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly typed: readonly string[];
  readonly tagged: boolean;
};

/** The dimension of the email. */
export function emailDimension(atoms: readonly Atom[], throwaway: ThrowawayNames): Dimension {
  const lists = listsOf(atoms);
  const elsewhere = fresh(lists, (label) => `${label}.example`);
  const candidates = [
    ...at(lists, elsewhere, 'anyone'),
    { typed: {}, standsFor: 'no email' },
    { typed: { email: 'not-an-address' }, standsFor: 'a malformed email' },
    ...[...lists.exact].flatMap((domain) => at(lists, domain, `emailDomain ${domain}`)),
    ...[...lists.parents].flatMap((parent) => below(lists, parent, `emailDomain *.${parent}`)),
    ...[...lists.addresses].map((email) => ({ typed: { email }, standsFor: `emailAddress ${email}` })),
    ...throwawayCandidates(lists, throwaway),
    ...typedCandidates(lists),
  ];
  return { name: 'email', candidates };
}

function listsOf(atoms: readonly Atom[]): Lists {
  const of = (field: string) => atoms.filter((atom) => atom.field === field);
  const valuesOf = (field: string) => of(field).flatMap(({ values }) => (values === true ? [] : values));
  const domains = valuesOf('emailDomain');
  return {
    exact: new Set(domains.filter((value) => !value.startsWith('*.'))),
    parents: new Set(domains.filter((value) => value.startsWith('*.')).map((value) => value.slice(2))),
    addresses: new Set(valuesOf('emailAddress')),
    typed: valuesOf('attribute'),
    tagged: of('emailTag').length > 0,
  };
}

const LOCAL_PARTS = ['someone', 'a'];
const TAGGED_LOCAL_PARTS = ['someone+tag', 'a+b'];

/** An address at a domain, and one with a tag where some condition looks at tags. */
function at(lists: Lists, domain: string, standsFor: string): readonly Candidate[] {
  const plain = addressAt(lists, domain, LOCAL_PARTS);
  const tagged = lists.tagged ? addressAt(lists, domain, TAGGED_LOCAL_PARTS) : null;
  const meeting = standsFor === 'anyone' ? { standsFor: 'emailTag' } : meetingOf(standsFor, 'emailTag');
  return [
    ...(plain === null ? [] : [{ typed: { email: plain }, standsFor }]),
    ...(tagged === null ? [] : [{ typed: { email: tagged }, ...meeting }]),
  ];
}

function meetingOf(...values: readonly string[]) {
  return { standsFor: values.join(' and '), meetingOf: values };
}

/** An address that no list names; null where every one would be too long. */
function addressAt({ addresses, typed }: Lists, domain: string, locals: readonly string[]): string | null {
  const numbered = locals.flatMap((local) => [local, ...Array.from({ length: 9 }, (_, index) => `${local}${index}`)]);
  const known = (address: string) => addresses.has(address) || typed.includes(address);
  return numbered.map((local) => `${local}@${domain}`).find((one) => !known(one) && parseEmail(one) !== null) ?? null;
}

function below(lists: Lists, parent: string, standsFor: string): readonly Candidate[] {
  return at(
    lists,
    fresh(lists, (label) => `${label}.${parent}`, parent),
    standsFor,
  );
}

/** A name that is not listed and below no wildcard but those above `parent`. */
function fresh({ exact, parents }: Lists, name: (label: string) => string, parent: string | null = null): string {
  for (let count = 0; ; count += 1) {
    const candidate = name(count === 0 ? 'elsewhere' : `e${count}`);
    const covered = parent === null && hasListedParent(candidate, parents);
    if (!exact.has(candidate) && !covered) return candidate;
  }
}

/** One throwaway domain that no list knows, and those below a wildcard, since they may differ from what is around them. */
function throwawayCandidates(lists: Lists, { listed, spared }: ThrowawayNames): readonly Candidate[] {
  const unlisted = (name: string) => !lists.exact.has(name) && !hasListedParent(name, lists.parents);
  const one = listed.find(unlisted);
  const inside = [...listed, ...spared].filter(
    (name) => lists.parents.has(name) || hasListedParent(name, lists.parents),
  );
  return [
    ...(one === undefined ? [] : at(lists, one, 'disposableEmail')),
    ...inside.flatMap((name) => {
      const { standsFor } = meetingOf(`emailDomain *.${parentOf(lists, name)}`, 'disposableEmail');
      const nested = [...at(lists, name, standsFor), ...below(lists, name, standsFor)];
      return nested.map((candidate) => ({ ...candidate, meetingOf: candidate.standsFor.split(' and ') }));
    }),
  ];
}

/** The nearest wildcard at or above a name. */
function parentOf({ parents }: Lists, name: string): string {
  const labels = name.split('.');
  const above = labels.map((_, index) => labels.slice(index).join('.'));
  return above.find((parent) => parents.has(parent)) ?? name;
}

/** The attribute `email` is compared as typed, so the same address in capitals is another. */
function typedCandidates({ typed, addresses }: Lists): readonly Candidate[] {
  const capitals = typed.length === 0 ? [] : [...addresses, ...typed].map((value) => value.toUpperCase());
  return [
    ...typed.map((email) => ({ typed: { email }, standsFor: `attribute email=${email}` })),
    ...capitals.map((email) => ({ typed: { email }, ...meetingOf(`emailAddress ${email.toLowerCase()}`, 'capitals') })),
  ];
}
