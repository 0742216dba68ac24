/**
 * A condition that looks at several parts of an attempt holds if any of them does. So that what a rule says stays a
 * conjunction over dimensions, a rule with one is cut into as many: it is about an attempt if one of them is.
 *
 * INVARIANT: such a condition is never in doubt, so its negation is one too, and both readings of a rule are kept.
 */
import type { Truth } from '../../core/truth.ts';
import type { Atom } from './atoms.ts';

/** What one half of a rule asks for: all of `atoms` and, of each list in `anyOf`, one. */
export type Half = { readonly atoms: readonly Atom[]; readonly anyOf: readonly (readonly Atom[])[] };

/** One way for a rule to be about an attempt. */
type Alternative = { readonly when: readonly Atom[]; readonly unless: readonly Atom[] | null };

/** Every way. */
export function alternativesOf(when: Half, unless: Half | null): readonly Alternative[] {
  return conjunctions(when).flatMap((atoms) =>
    exceptions(unless).map(({ none, unless: rest }) => ({ when: [...atoms, ...none.map(negated)], unless: rest })),
  );
}

function conjunctions({ atoms, anyOf }: Half): readonly (readonly Atom[])[] {
  return anyOf.reduce<readonly (readonly Atom[])[]>(
    (chosen, choices) => chosen.flatMap((some) => choices.map((one) => [...some, one])),
    [atoms],
  );
}

type Exception = { readonly none: readonly Atom[]; readonly unless: readonly Atom[] | null };

/** The ways not to be excepted: none of a list holds, or the rest of the exception does not. */
function exceptions(unless: Half | null): readonly Exception[] {
  if (unless === null) return [{ none: [], unless: null }];
  const escapes = unless.anyOf.map((choices) => ({ none: choices, unless: null }));
  return unless.atoms.length === 0 && escapes.length > 0 ? escapes : [...escapes, { none: [], unless: unless.atoms }];
}

function negated(atom: Atom): Atom {
  return { ...atom, matches: (attempt): Truth => (atom.matches(attempt) === 'no' ? 'yes' : 'no') };
}
