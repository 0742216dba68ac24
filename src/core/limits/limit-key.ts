/**
 * The key of an attempt by each of the words that `by` takes. What an attempt does not have is absent and not counted; what
 * cannot be told (a malformed number, a number of no country) is malformed, and counted under one key.
 */
import { ABSENT, type Attempt, type Given, given, MALFORMED } from '../attempt.ts';
import type { ResourceName, Resources } from '../conditions/condition.ts';
import { caseFolded } from '../fold.ts';
import type { LimitBy } from './limit.ts';

/** How much of a number is its prefix: country and the start of the national number, as number ranges are sold. */
const PREFIX_DIGITS = 7;

type KeyOf = (attempt: Attempt) => Given<string>;

type LimitKind = {
  /** Data that must be loaded before the key can be told. */
  readonly needs?: ResourceName;
  readonly keyOf: (resources: Resources) => KeyOf;
};

const KINDS: Readonly<Record<LimitBy, LimitKind>> = {
  emailDomain: {
    needs: 'registrableDomain',
    keyOf:
      ({ registrableDomain }) =>
      ({ email }) =>
        told(email, ({ domain }) => registrableDomain?.(domain)),
  },
  mailbox: {
    needs: 'mailbox',
    keyOf:
      ({ mailbox }) =>
      ({ email }) =>
        told(email, (address) => mailbox?.(address)),
  },
  phonePrefix: {
    keyOf:
      () =>
      ({ phone }) =>
        told(phone, ({ raw }) => raw.slice(1, 1 + PREFIX_DIGITS)),
  },
  phoneCountry: {
    needs: 'phoneCountry',
    keyOf:
      ({ phoneCountry }) =>
      ({ phone }) =>
        told(phone, ({ raw }) => phoneCountry?.(raw)),
  },
  client: {
    keyOf:
      () =>
      ({ client }) =>
        client,
  },
  provider: { keyOf: () => providerOf },
  everybody: { keyOf: () => () => given('') },
};

/** The key function of a limit. */
export function limitKey(by: LimitBy, resources: Resources): KeyOf {
  return KINDS[by].keyOf(resources);
}

/** The large data that a limit needs, if any. */
export function limitNeeds(by: LimitBy): ResourceName | undefined {
  return KINDS[by].needs;
}

function told<T>(value: Given<T>, text: (value: T) => string | null | undefined): Given<string> {
  if (value.kind !== 'given') return value;
  const key = text(value.value);
  return key === null || key === undefined ? MALFORMED : given(key);
}

/** What stands before the first `_` of a federated user's name (F1.9): providers whose own names hold one share a key. */
function providerOf({ trigger, userName }: Attempt): Given<string> {
  if (trigger !== 'external-provider') return ABSENT;
  if (userName === null) return MALFORMED;
  const end = userName.indexOf('_');
  return end < 1 ? MALFORMED : given(caseFolded(userName.slice(0, end)));
}
