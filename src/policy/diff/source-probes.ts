/**
 * Where the user comes from, and by what name: each trigger with every user name that conditions can tell apart.
 *
 * INVARIANT: a name that is not listed whole matches exactly the listed beginnings that it starts with, and those are the
 * ones that the longest of them starts with; so a fresh name after the longest stands for it. A provider is the beginning
 * of a federated user's name.
 */
import { foldedNames } from '../../core/conditions/user-name.ts';
import { caseFolded } from '../../core/fold.ts';
import type { TypedAttempt } from '../cases/typed-attempt.ts';
import { type Atom, valuesOf } from './atoms.ts';
import type { Dimension, Probe } from './probe.ts';

/** Names as the conditions compare them. */
type Listed = { readonly whole: ReadonlySet<string>; readonly beginnings: ReadonlySet<string> };

const FEDERATED = 'external-provider';

/** The dimension of the source. */
export function sourceDimension(atoms: readonly Atom[]): Dimension {
  const providers = valuesOf(atoms.filter(({ field }) => field === 'provider'));
  const names = valuesOf(atoms.filter(({ field }) => field === 'userName'));
  const listed = foldedNames(names);
  // Stryker disable next-line ArrayDeclaration: no fresh name has an underscore of its own to end a provider's name with
  const federated = { ...listed, beginnings: new Set([...listed.beginnings, ...providers.map(beginningOf)]) };
  return {
    name: 'source',
    probes: [
      { typed: {}, standsFor: 'nothing' },
      ...federatedProbes(providers, names, federated),
      ...named({}, names, listed, []),
      { typed: { trigger: 'admin-create' }, standsFor: 'trigger admin-create' },
      ...named({ trigger: 'admin-create' }, names, listed, ['trigger admin-create']),
    ],
  };
}

/** Without a provider's name neither it nor the user's can be told. */
function federatedProbes(providers: readonly string[], names: readonly string[], listed: Listed): readonly Probe[] {
  const trigger = FEDERATED;
  const standsFor = `trigger ${trigger}`;
  const each = providers.map((provider) => `provider ${provider}`);
  return [
    { typed: { trigger, provider: otherProvider(providers) }, standsFor },
    ...providers.map((provider) => providerProbe(provider, listed)),
    { typed: { trigger }, standsFor: 'an unknown provider', meetingOf: [standsFor, ...each] },
    ...named({ trigger }, names, listed, [standsFor]),
  ];
}

/** A user of that provider; by a name of their own where the usual one is listed. */
function providerProbe(provider: string, listed: Listed): Probe {
  const plain = { trigger: FEDERATED, provider } as const;
  const standsFor = `provider ${provider}`;
  if (isFresh(`${provider}_1`, beginningOf(provider), listed)) return { typed: plain, standsFor };
  return { typed: { ...plain, user: freshName(`${provider}_`, listed) }, standsFor };
}

function otherProvider(providers: readonly string[]): string {
  const listed = new Set(providers.map(caseFolded));
  let other = listed.has('google') ? 'Other' : 'Google';
  while (listed.has(caseFolded(other))) other = `Not${other}`;
  return other;
}

/** A user of each listed name and beginning, and one of a name that is not; none where no condition looks at names. */
function named(
  from: TypedAttempt,
  names: readonly string[],
  listed: Listed,
  meeting: readonly string[],
): readonly Probe[] {
  if (names.length === 0) return [];
  const probe = (user: string, own: string): Probe => {
    const all = [...meeting, own];
    return {
      typed: { ...from, user },
      standsFor: all.join(' and '),
      ...(meeting.length === 0 ? {} : { meetingOf: all }),
    };
  };
  return [
    probe(freshName('', listed), 'another user name'),
    ...names.map((name) => {
      const user = name.endsWith('*') ? freshName(name.slice(0, -1), listed) : name;
      return probe(user, `userName ${name}`);
    }),
  ];
}

function beginningOf(provider: string): string {
  return caseFolded(`${provider}_`);
}

/** A name that is not listed whole, and starts with no longer beginning than this one. */
function freshName(beginning: string, listed: Listed): string {
  const folded = caseFolded(beginning);
  let name = `${beginning}someone`;
  // one more character than there are beginnings is enough, since each rules out one
  for (let code = 0x61; !isFresh(name, folded, listed); code += 1) name = `${beginning}${String.fromCodePoint(code)}x`;
  return name;
}

function isFresh(name: string, beginning: string, { whole, beginnings }: Listed): boolean {
  const folded = caseFolded(name);
  if (whole.has(folded)) return false;
  for (let length = beginning.length + 1; length <= folded.length; length += 1) {
    if (beginnings.has(folded.slice(0, length))) return false;
  }
  return true;
}
