/**
 * `attribute`: user attributes as they were submitted. Whoever signs up writes them, so they restrict and never prove. The
 * email is compared as an address, so that no other spelling of its domain escapes; both contacts are written as Cognito has
 * them, since no other spelling would ever match.
 */
import type { Attempt, Given } from '../attempt.ts';
import { fail, ok, type Result } from '../result.ts';
import { readAttributeName } from './attribute-name.ts';
import { type MapCondition, type Part, type Readers, shown, type ValueProblem } from './condition.ts';
import { emailAddress } from './email-address.ts';
import { givenAt, matchNamedValues } from './named-values.ts';

/** Attributes that are the contacts themselves, under Cognito's names. */
const CONTACTS: Readonly<Record<string, Part>> = { email: 'email', phone_number: 'phone' };

/** The part that an attribute is. */
export function partOfAttribute(name: string): Part {
  return CONTACTS[name] ?? 'attribute';
}

function valueNamed({ email, attributes }: Attempt, name: string): Given<string> {
  return name === 'email' ? shown(email, ({ folded }) => folded) : givenAt(attributes, name);
}

function readValue(name: string, text: string, readers: Readers): Result<string, ValueProblem> {
  if (name === 'email') return emailAddress.read(text, readers);
  if (name !== 'phone_number' || readers.phone(text)) return ok(text);
  const plain = text.replace(/[\s().-]/gu, '').replace(/^00/u, '+');
  const message = `\`${text}\` is not a phone number as Cognito has it: \`+\`, country code and number, digits alone`;
  return fail({ message, suggestion: readers.phone(plain) ? plain : null });
}

/** The condition `attribute`. */
export const attribute: MapCondition<'attribute'> = {
  field: 'attribute',
  shape: 'map',
  looksAt: partOfAttribute,
  readName: readAttributeName,
  readValue,
  recorded: 'not',
  noun: 'attribute',
  named: valueNamed,
  assertedBy: 'client',
  description:
    'User attributes, standard ones by their name and your own as `custom:team`, each with the values that match, upper and lower case alike. Not proof: anyone may type them.',
  examples: [{ 'custom:team': ['sales', 'support'] }],
  compile: (values) => matchNamedValues(values, valueNamed),
};
