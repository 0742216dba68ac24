/**
 * What a condition of the policy language is. Each lives in a file of its own and is listed once, in `registry.ts`;
 * schema, parser, compiler, check and help are derived from what it says of itself here. Must not import packages:
 * what a condition needs from outside (parsers, large data) is handed in.
 */
import { type Attempt, type EmailAddress, type Given, given } from '../attempt.ts';
import type { Result } from '../result.ts';
import { type Truth, truth } from '../truth.ts';

/** Decides one condition of one rule for an attempt. Pure, total, and as fast with 50,000 values as with 5. */
export type Matcher = (attempt: Attempt) => Truth;

/** Why a written value is not usable, and the spelling that would be. */
export type ValueProblem = { readonly message: string; readonly suggestion: string | null };

/** Parsers of `identity/`, handed in so that conditions stay free of packages. */
export type Readers = {
  /** Lower-case A-labels of a domain name, or null if it is not one. */
  readonly domain: (text: string) => string | null;
  /** The folded form of an address, or null if it is not one. */
  readonly emailAddress: (text: string) => string | null;
  /** Whether a text is a phone number as Cognito takes it. */
  readonly phone: (text: string) => boolean;
  /** The plain name that a name of foreign letters passes for, or null for any other. */
  readonly imitated: (text: string) => string | null;
};

/** Large data, loaded only for a policy that uses it. A missing one makes its condition unknown. */
export type Resources = {
  /** Whether the domain or a parent of it is a throwaway mail domain. */
  readonly disposableDomain: ((domain: string) => boolean) | null;
  /** ISO 3166 country codes that a number's own plan allows, or null if that cannot be told. */
  readonly phoneCountry: ((e164: string) => string | null) | null;
  /** The domain that somebody had to register: what limits count by. */
  readonly registrableDomain: ((domain: string) => string) | null;
  /** The mailbox behind an address, as its provider reads it: likewise. */
  readonly mailbox: ((address: Pick<EmailAddress, 'local' | 'domain'>) => string) | null;
};

/** The name of one resource. */
export type ResourceName = keyof Resources;

/** No large data at all. */
export const NO_RESOURCES: Resources = {
  disposableDomain: null,
  phoneCountry: null,
  registrableDomain: null,
  mailbox: null,
};

/** A part of which each name can be any way whatever the other names are. */
export type NamedPart = 'attribute' | 'metadata' | 'validationData';

/** A part of an attempt that can be any way whatever the other parts are. */
export type Part = 'email' | 'phone' | 'client' | 'source' | NamedPart;

/**
 * How much of what a condition looks at a decision record keeps. `whole`: it decides from the record as at the sign-up.
 * `part`: less, and `review/replay/` says what can still be told. `not`: nothing can.
 */
type RecordKeeps = 'whole' | 'part' | 'not';

type Described<Field extends string> = {
  /** The key in `when` and `unless`. */
  readonly field: Field;
  readonly recorded: RecordKeeps;
  /** What an explanation calls its subject, as in "there is no email". */
  readonly noun: string;
  /** What it looks at, in clear: for whoever typed it, never for a log. */
  readonly subject: (attempt: Attempt) => Given<string>;
  /** Who vouches for the value: whoever signs up, Cognito itself, or an attester whom the policy trusts. */
  readonly assertedBy: 'client' | 'cognito' | 'attester';
  /** One sentence for editors and `--help`. */
  readonly description: string;
  readonly examples: readonly unknown[];
  /** Data that must be loaded before the condition can decide. */
  readonly needs?: ResourceName;
};

/** A condition on a list of strings; any of them may match. */
export type ListCondition<Field extends string = string> = Described<Field> & {
  readonly shape: 'list';
  /** The part of an attempt that alone decides it; or that of each value, where one is enough and none is ever in doubt. */
  readonly looksAt: Part | ((value: string) => Part);
  /** Whether a `file:` entry may stand in the list. */
  readonly files: boolean;
  /** The closed set of values, where there is one. */
  readonly oneOf?: readonly string[];
  /** Brings a written value to the one spelling that matching uses, or explains the near miss. */
  readonly read: (text: string, readers: Readers) => Result<string, ValueProblem>;
  readonly compile: (values: readonly string[], resources: Resources) => Matcher;
};

/** A condition that is only ever `true`. */
export type FlagCondition<Field extends string = string> = Described<Field> & {
  readonly shape: 'flag';
  readonly looksAt: Part;
  readonly compile: (resources: Resources) => Matcher;
};

/** A condition on named values: every name must match one of its values. */
export type MapCondition<Field extends string = string> = Omit<Described<Field>, 'subject'> & {
  readonly shape: 'map';
  /** The value of a name, in clear: for whoever typed it, never for a log. */
  readonly named: (attempt: Attempt, name: string) => Given<string>;
  /** The part that a name stands for. */
  readonly looksAt: (name: string) => Part;
  /** Takes a name as it is written, or explains the near miss; without it any name will do. */
  readonly readName?: (text: string) => Result<string, ValueProblem>;
  /** The same for a value of a name. */
  readonly readValue?: (name: string, text: string, readers: Readers) => Result<string, ValueProblem>;
  readonly compile: (values: Readonly<Record<string, readonly string[]>>) => Matcher;
};

/** Any condition of the language. */
export type Condition = ListCondition | FlagCondition | MapCondition;

/** Truth of a test on a value that may be missing (no) or unreadable (unknown). */
export function whenGiven<T>(value: Given<T>, test: (value: T) => Truth | boolean): Truth {
  if (value.kind === 'absent') return 'no';
  if (value.kind === 'malformed') return 'unknown';
  const result = test(value.value);
  return typeof result === 'boolean' ? truth(result) : result;
}

/** A value as an explanation shows it. */
export function shown<T>(value: Given<T>, text: (value: T) => string): Given<string> {
  return value.kind === 'given' ? given(text(value.value)) : value;
}
