/**
 * Attempts as the tests of this folder need them: parsed as the trigger parses, everything else absent.
 */
import {
  ABSENT,
  type AliasAttribute,
  type Attempt,
  type Given,
  given,
  MALFORMED,
  type Trigger,
} from '../../../src/core/attempt.ts';
import { parseEmail } from '../../../src/identity/email.ts';
import { parsePhone } from '../../../src/identity/phone.ts';

type Written = {
  readonly email?: string;
  readonly phone?: string;
  readonly trigger?: Trigger;
  readonly userName?: string | null;
  readonly client?: string;
  readonly attributes?: Readonly<Record<string, string | null>>;
  readonly metadata?: Readonly<Record<string, string | null>>;
  readonly attested?: Iterable<[AliasAttribute, string]>;
  readonly validationData?: Readonly<Record<string, string | null>>;
};

/** An attempt from what was typed; null stands for a value that is no text. */
export function attemptOf(written: Written): Attempt {
  return {
    trigger: written.trigger ?? 'sign-up',
    userPoolId: 'us-west-2_example',
    userName: written.userName === undefined ? 'user' : written.userName,
    client: written.client === undefined ? ABSENT : given(written.client),
    email: parsed(written.email, parseEmail),
    phone: parsed(written.phone, parsePhone),
    attributes: mapOf(written.attributes),
    metadata: mapOf(written.metadata),
    attested: new Map(written.attested ?? []),
    validationData: mapOf(written.validationData),
  };
}

function parsed<T>(text: string | undefined, parse: (text: string) => T | null): Given<T> {
  if (text === undefined) return ABSENT;
  const value = parse(text);
  return value === null ? MALFORMED : given(value);
}

function mapOf(values: Readonly<Record<string, string | null>> = {}): ReadonlyMap<string, Given<string>> {
  return new Map(Object.entries(values).map(([key, value]) => [key, value === null ? MALFORMED : given(value)]));
}
