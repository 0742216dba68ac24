/**
 * The dimensions of an attempt other than its email, and all of them together: for each, every way that the conditions of
 * two policies can tell apart and that `simulate` has an option for.
 */
import { getCountries } from 'libphonenumber-js/min';
import type { NamedPart, Part } from '../../core/conditions/condition.ts';
import { caseFolded } from '../../core/fold.ts';
import { PHONE_OF_NO_COUNTRY } from '../../identity/example-phone.ts';
import { type Atom, TYPED_AS, valuesOf } from './atoms.ts';
import { emailDimension, type ThrowawayNames } from './email-probes.ts';
import { type Dimension, type Probe, withAttesters } from './probe.ts';
import { sourceDimension } from './source-probes.ts';

/** What probes are made from besides the policies themselves. */
export type Samples = { readonly throwaway: ThrowawayNames; readonly phoneOf: (country: string) => string | null };

/** The usual countries of examples first; a country that no policy lists stands for all of those. */
const COUNTRIES: readonly string[] = ['US', 'GB', ...getCountries()];

/** The dimension of each part that is one, from the atoms that look at it. */
const WHOLE_PARTS: Readonly<Record<Exclude<Part, NamedPart>, (atoms: readonly Atom[], samples: Samples) => Dimension>> =
  {
    email: (atoms, { throwaway }) => emailDimension(atoms, throwaway),
    phone: (atoms, { phoneOf }) => phoneDimension(atoms, phoneOf),
    client: clientDimension,
    source: sourceDimension,
  };

/** Every dimension that the atoms look at, and the contacts and sources, which every decision looks at. */
export function dimensionsOf(atoms: readonly Atom[], samples: Samples): readonly Dimension[] {
  const of = (name: string) => atoms.filter(({ dimension }) => dimension === name);
  // Stryker disable next-line ConditionalExpression: what has no name is a whole part, which is left out below
  const names = new Map(atoms.flatMap(({ dimension, name }) => (name === null ? [] : [[dimension, name] as const])));
  return [
    ...Object.entries(WHOLE_PARTS).map(([part, dimensionOf]) => dimensionOf(of(part), samples)),
    ...[...names]
      .filter(([dimension]) => !Object.hasOwn(WHOLE_PARTS, dimension))
      .map(([dimension, name]) => namedDimension(dimension, name, of(dimension))),
  ];
}

const NOTHING: Probe = { typed: {}, standsFor: 'nothing' };

function one(typed: Probe['typed'], standsFor: string): Probe {
  return { typed, standsFor };
}

/** Without a rule that names it a client is no value of its own, unless sign-ups are counted by client. */
function clientDimension(atoms: readonly Atom[]): Dimension {
  const named = valuesOf(atoms);
  const counted = atoms.some(({ field }) => field === 'limit');
  const other = counted ? [one({ client: unlisted(named, 'another-client') }, 'an app client')] : [];
  return { name: 'client', probes: [NOTHING, ...other, ...named.map((id) => one({ client: id }, `client ${id}`))] };
}

function phoneDimension(atoms: readonly Atom[], phoneOf: Samples['phoneOf']): Dimension {
  const countries = valuesOf(atoms.filter(({ field }) => field === 'phoneCountry'));
  const numberOf = (country: string) => {
    const phone = phoneOf(country);
    return phone === null ? [] : [one({ phone }, `phoneCountry ${country}`)];
  };
  const typed = valuesOf(atoms.filter(({ field }) => field === 'attribute'));
  const numbers = [
    NOTHING,
    ...numberElsewhere(countries, phoneOf),
    ...countries.flatMap(numberOf),
    one({ phone: 'not-a-number' }, 'a malformed phone number'),
    {
      typed: { phone: PHONE_OF_NO_COUNTRY },
      standsFor: 'a phone number of no country',
      meetingOf: ['a phone number'],
    },
    ...typed.map((phone) => one({ phone }, `attribute phone_number=${phone}`)),
  ];
  return { name: 'phone', probes: withAttesters(numbers, atoms, 'phone', 'a phone number') };
}

/** A number of the first country that is not listed. */
function numberElsewhere(listed: readonly string[], phoneOf: Samples['phoneOf']): readonly Probe[] {
  for (const country of COUNTRIES) {
    const phone = listed.includes(country) ? null : phoneOf(country);
    if (phone !== null) return [one({ phone }, 'a phone number')];
  }
  return [];
}

function namedDimension(dimension: string, name: string, atoms: readonly Atom[]): Dimension {
  const values = valuesOf(atoms);
  // Stryker disable next-line StringLiteral: every named dimension has a part
  const [key = 'attributes'] = Object.entries(TYPED_AS).flatMap(([part, field]) =>
    dimension === `${part} ${name}` ? [field] : [],
  );
  const having = (value: string, standsFor: string) => one({ [key]: { [name]: value } }, standsFor);
  const present = atoms.some(({ field }) => field === 'given') ? [having(unlisted(values), `given ${name}`)] : [];
  const listed = values.map((value) => having(value, `${dimension}=${value}`));
  return { name: dimension, probes: [NOTHING, ...present, ...listed] };
}

/** A value that no condition lists, whatever its case. */
function unlisted(values: readonly string[], usual = 'anything'): string {
  const folded = new Set(values.map(caseFolded));
  let value = usual;
  while (folded.has(value)) value += 'x';
  return value;
}
