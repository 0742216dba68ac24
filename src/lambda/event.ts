/**
 * From Cognito's event to an attempt, leniently: unknown fields pass, `validationData` may be null, and what is not a
 * string is malformed rather than an error (F1.4, F1.5). Must not repair or rewrite anything.
 */

import {
  ABSENT,
  type Attempt,
  type Given,
  given,
  MALFORMED,
  NAMED_TRIGGERS,
  NOT_ATTESTED,
  TRIGGER_SOURCES,
  type Trigger,
} from '../core/attempt.ts';
import { fieldsOf } from '../core/json.ts';
import { parseEmail } from '../identity/email.ts';
import { parsePhone } from '../identity/phone.ts';

/** Parses any event, however thin. What is missing is absent; an unknown source makes the attempt untouched. */
export function parseEvent(event: unknown): Attempt {
  const fields = fieldsOf(event);
  const request = fieldsOf(fields['request']);
  const attributes = givenMap(request['userAttributes']);
  return {
    trigger: triggerOf(fields['triggerSource']),
    userPoolId: textOf(fields['userPoolId']),
    userName: textOf(fields['userName']),
    client: givenText(fieldsOf(fields['callerContext'])['clientId']),
    email: parsed(attributes.get('email') ?? ABSENT, parseEmail),
    phone: parsed(attributes.get('phone_number') ?? ABSENT, parsePhone),
    attributes,
    metadata: givenMap(request['clientMetadata']),
    attested: NOT_ATTESTED,
    validationData: givenMap(request['validationData']),
  };
}

function triggerOf(source: unknown): Trigger {
  return NAMED_TRIGGERS.find((name) => TRIGGER_SOURCES[name] === source) ?? 'unknown';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Null and the empty string count as absent: there is nothing to verify (F1.7). */
function givenText(value: unknown): Given<string> {
  if (value === undefined || value === null || value === '') return ABSENT;
  return typeof value === 'string' ? given(value) : MALFORMED;
}

function givenMap(value: unknown): ReadonlyMap<string, Given<string>> {
  return new Map(Object.entries(fieldsOf(value)).map(([name, entry]) => [name, givenText(entry)]));
}

function parsed<T>(text: Given<string>, parse: (raw: string) => T | null): Given<T> {
  if (text.kind !== 'given') return text;
  const value = parse(text.value);
  return value === null ? MALFORMED : given(value);
}
