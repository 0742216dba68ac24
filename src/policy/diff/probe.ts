/**
 * One way that one dimension of an attempt can be, standing for every way that no condition of either policy can tell from
 * it.
 */
import { ATTESTED_FIELDS } from '../../core/conditions/registry.ts';
import type { TypedAttempt } from '../cases/typed-attempt.ts';
import { type Atom, valuesOf } from './atoms.ts';

/** A probe. `standsFor` is the condition value that a change would be told of. */
export type Probe = {
  readonly typed: TypedAttempt;
  readonly standsFor: string;
  /** Of what is no value of its own (a tag at a listed domain, a number of no country): the values that explain it. */
  readonly meetingOf?: readonly string[];
};

/** The probes of one dimension; the first is what an attempt is like when nothing is said. */
export type Dimension = { readonly name: string; readonly probes: readonly Probe[] };

/**
 * Probes with and without each attester's word for the address, as the conditions among the dimension's atoms ask: what is
 * attested is no dimension of its own.
 */
export function withAttesters(
  probes: readonly Probe[],
  atoms: readonly Atom[],
  address: 'email' | 'phone',
  usual: string,
): readonly Probe[] {
  const attested = atoms.filter(({ field }) => ATTESTED_FIELDS.includes(field));
  const words = attested.flatMap((atom) => valuesOf([atom]).map((id) => ({ id, own: `${atom.field} ${id}` })));
  return [
    ...probes,
    ...[...new Map(words.map((word) => [word.own, word])).values()].flatMap(({ id, own }) =>
      probes.flatMap(({ typed, standsFor, meetingOf = [standsFor] }): readonly Probe[] => {
        if (typed[address] === undefined) return [];
        const proved = { ...typed, attested: { [address]: id } };
        if (standsFor === usual) return [{ typed: proved, standsFor: own }];
        return [{ typed: proved, standsFor: `${standsFor} and ${own}`, meetingOf: [...meetingOf, own] }];
      }),
    ),
  ];
}

/** Two fragments as one attempt, fields in the order in which people name them. */
export function merged(one: TypedAttempt, other: TypedAttempt): TypedAttempt {
  const { email, phone, user, client, trigger, provider } = { ...one, ...other };
  const attributes = { ...one.attributes, ...other.attributes };
  const metadata = { ...one.metadata, ...other.metadata };
  const attested = { ...one.attested, ...other.attested };
  const validationData = { ...one.validationData, ...other.validationData };
  return {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(user === undefined ? {} : { user }),
    ...(client === undefined ? {} : { client }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(provider === undefined ? {} : { provider }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    ...(Object.keys(attested).length === 0 ? {} : { attested }),
    ...(Object.keys(validationData).length === 0 ? {} : { validationData }),
  };
}
