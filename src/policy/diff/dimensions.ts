/**
 * The dimensions of an attempt other than its email, and all of them together: for each, every way that the conditions of
 * two policies can tell apart and that `simulate` has an option for.
 */
import { PHONE_OF_NO_COUNTRY } from '../../identity/example-phone.ts';
import type { Atom } from './atoms.ts';
import type { Candidate, Dimension } from './candidate.ts';
import { emailDimension, type ThrowawayNames } from './email-candidates.ts';

/** What candidates are made from besides the policies themselves. */
export type Samples = { readonly throwaway: ThrowawayNames; readonly phoneOf: (country: string) => string | null };

/** The usual country of examples first; a country that no policy lists stands for all of those. */
const COUNTRIES = ['US', 'GB', 'DE', 'FR', 'JP', 'BR', 'IN', 'AU', 'ZA', 'MX', 'EG', 'NO', 'CL', 'KE', 'TH'];

/** Every dimension that the atoms look at, and the contacts and sources, which every decision looks at. */
export function dimensionsOf(atoms: readonly Atom[], { throwaway, phoneOf }: Samples): readonly Dimension[] {
  const of = (name: string) => atoms.filter(({ dimension }) => dimension === name);
  const named = [...new Set(atoms.filter(({ name }) => name !== null).map(({ dimension }) => dimension))];
  return [
    emailDimension(of('email'), throwaway),
    phoneDimension(of('phone'), phoneOf),
    {
      name: 'client',
      candidates: [NOTHING, ...valuesOf(of('client')).map((client) => one({ client }, `client ${client}`))],
    },
    sourceDimension(of('source')),
    ...named.filter((name) => name !== 'email' && name !== 'phone').map((name) => namedDimension(name, of(name))),
  ];
}

const NOTHING: Candidate = { typed: {}, standsFor: 'nothing' };

function one(typed: Candidate['typed'], standsFor: string): Candidate {
  return { typed, standsFor };
}

function valuesOf(atoms: readonly Atom[]): readonly string[] {
  return [...new Set(atoms.flatMap(({ values }) => (values === true ? [] : values)))];
}

function phoneDimension(atoms: readonly Atom[], phoneOf: Samples['phoneOf']): Dimension {
  const countries = valuesOf(atoms.filter(({ field }) => field === 'phoneCountry'));
  const elsewhere = COUNTRIES.filter((country) => !countries.includes(country));
  const unlisted = elsewhere.map(phoneOf).find((phone) => phone !== null);
  const numberOf = (country: string) => {
    const phone = phoneOf(country);
    return phone === null ? [] : [one({ phone }, `phoneCountry ${country}`)];
  };
  const typed = valuesOf(atoms.filter(({ field }) => field === 'attribute'));
  return {
    name: 'phone',
    candidates: [
      NOTHING,
      ...(unlisted === undefined || unlisted === null ? [] : [one({ phone: unlisted }, 'a phone number')]),
      ...countries.flatMap(numberOf),
      one({ phone: 'not-a-number' }, 'a malformed phone number'),
      {
        typed: { phone: PHONE_OF_NO_COUNTRY },
        standsFor: 'a phone number of no country',
        meetingOf: ['a phone number'],
      },
      ...typed.map((phone) => one({ phone }, `attribute phone_number=${phone}`)),
    ],
  };
}

/**
 * Where the user comes from. A name that is another's beginning up to a `_` matches with it, so the longer one stands for
 * both; without a provider's name it cannot be told.
 */
function sourceDimension(atoms: readonly Atom[]): Dimension {
  const trigger = 'external-provider' as const;
  const providers = valuesOf(atoms.filter(({ field }) => field === 'provider'));
  const other = ['Google', 'Other', ...providers.map((name) => `Not${name}`)].find(
    (name) => !providers.some((listed) => `${name}_`.toLowerCase().startsWith(`${listed}_`.toLowerCase())),
  );
  return {
    name: 'source',
    candidates: [
      NOTHING,
      one({ trigger, ...(other === undefined ? {} : { provider: other }) }, 'trigger external-provider'),
      ...providers.map((provider) => one({ trigger, provider }, `provider ${provider}`)),
      {
        typed: { trigger },
        standsFor: 'an unknown provider',
        meetingOf: ['trigger external-provider', ...providers.map((name) => `provider ${name}`)],
      },
      one({ trigger: 'admin-create' }, 'trigger admin-create'),
    ],
  };
}

function namedDimension(dimension: string, atoms: readonly Atom[]): Dimension {
  const [first] = atoms;
  const name = first?.name ?? '';
  const key = first?.field === 'metadata' ? 'metadata' : 'attributes';
  const candidates = valuesOf(atoms).map((value) => one({ [key]: { [name]: value } }, `${dimension}=${value}`));
  return { name: dimension, candidates: [NOTHING, ...candidates] };
}
