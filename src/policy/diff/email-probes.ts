/**
 * Every email that conditions can tell apart: each listed address, an address at each listed domain and below each
 * wildcard, one that no list knows, each with and without a tag, throwaway or not, none at all and one that is malformed.
 *
 * INVARIANT: a domain that is not listed itself matches exactly the wildcards above it, so a fresh name directly below the
 * longest of them stands for it; whether it is a throwaway one depends on the shipped list's names above it, and those
 * that lie below a wildcard are probes too.
 */
import { hasListedParent } from '../../core/conditions/email-domain.ts';
import { parseEmail } from '../../identity/email.ts';
import { type Atom, valuesOf } from './atoms.ts';
import { type Dimension, type Probe, withAttesters } from './probe.ts';

/** The shipped list of throwaway domains, and the names that are never on it; empty where no policy asks. */
export type ThrowawayNames = { readonly listed: readonly string[]; readonly spared: readonly string[] };

type Lists = {
  readonly domains: ReadonlySet<string>;
  readonly parents: ReadonlySet<string>;
  /** Whole addresses, each with the condition value that names it; the attribute `email` is compared as an address, too. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly tagged: boolean;
};

/** The dimension of the email. */
export function emailDimension(atoms: readonly Atom[], throwaway: ThrowawayNames): Dimension {
  const lists = listsOf(atoms);
  const probes = [
    ...at(lists, elsewhere(lists), 'anyone'),
    { typed: {}, standsFor: 'no email' },
    { typed: { email: 'not-an-address' }, standsFor: 'a malformed email' },
    ...[...lists.domains].flatMap((value) => ofDomain(lists, value)),
    ...[...lists.addresses].map(([email, standsFor]) => ({ typed: { email }, standsFor })),
    ...throwawayProbes(lists, throwaway),
  ];
  return { name: 'email', probes: withAttesters(probes, atoms, 'email', 'anyone') };
}

function listsOf(atoms: readonly Atom[]): Lists {
  const of = (field: string) => atoms.filter((atom) => atom.field === field);
  const domains = valuesOf(of('emailDomain'));
  return {
    domains: new Set(domains),
    parents: new Set(domains.filter((value) => value.startsWith('*.')).map((value) => value.slice(2))),
    addresses: new Map([
      ...valuesOf(of('attribute')).map((email) => [email, `attribute email=${email}`] as const),
      ...valuesOf(of('emailAddress')).map((email) => [email, `emailAddress ${email}`] as const),
    ]),
    tagged: of('emailTag').length > 0,
  };
}

/** What a value of `emailDomain` matches: its own addresses, or those below a wildcard. */
function ofDomain(lists: Lists, value: string): readonly Probe[] {
  const standsFor = `emailDomain ${value}`;
  return value.startsWith('*.') ? below(lists, value.slice(2), standsFor) : at(lists, value, standsFor);
}

const LOCAL_PARTS = ['someone', 'a'];
const TAGGED_LOCAL_PARTS = ['someone+tag', 'a+b'];

/** An address at a domain, and one with a tag where some condition looks at tags. */
function at(lists: Lists, domain: string, standsFor: string): readonly Probe[] {
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
function addressAt({ addresses }: Lists, domain: string, locals: readonly string[]): string | null {
  const numbered = locals.flatMap((local) => [local, ...Array.from({ length: 9 }, (_, index) => `${local}${index}`)]);
  const usable = (address: string) => !addresses.has(address) && parseEmail(address) !== null;
  return numbered.map((local) => `${local}@${domain}`).find(usable) ?? null;
}

/** A domain that is not listed and below no wildcard; a policy that no file holds may have one of a top level. */
function elsewhere({ domains, parents }: Lists): string {
  let top = 'example';
  while (domains.has(`elsewhere.${top}`) || parents.has(top)) top += 'x';
  return `elsewhere.${top}`;
}

/** An address at a name that is not listed, directly below another. */
function below(lists: Lists, parent: string, standsFor: string): readonly Probe[] {
  let label = 'elsewhere';
  while (lists.domains.has(`${label}.${parent}`)) label += 'x';
  return at(lists, `${label}.${parent}`, standsFor);
}

/** One throwaway domain that no list knows, and those below a wildcard, since they may differ from what is around them. */
function throwawayProbes(lists: Lists, { listed, spared }: ThrowawayNames): readonly Probe[] {
  const unlisted = (name: string) => !lists.domains.has(name) && !hasListedParent(name, lists.parents);
  return [
    ...listed
      .filter(unlisted)
      .slice(0, 1)
      .flatMap((name) => at(lists, name, 'disposableEmail')),
    ...[...listed, ...spared].flatMap((name) => insideWildcard(lists, name)),
  ];
}

/** What a name at or below a wildcard adds, after the nearest one. */
function insideWildcard(lists: Lists, name: string): readonly Probe[] {
  const labels = name.split('.');
  const parent = labels.map((_, index) => labels.slice(index).join('.')).find((above) => lists.parents.has(above));
  if (parent === undefined) return [];
  const standsFor = `emailDomain *.${parent} and disposableEmail`;
  const nested = [...at(lists, name, standsFor), ...below(lists, name, standsFor)];
  return nested.map((probe) => ({ ...probe, meetingOf: probe.standsFor.split(' and ') }));
}
