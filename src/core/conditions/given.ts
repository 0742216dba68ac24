/**
 * `given`: one of these attributes is there, well-formed or not. The one condition that is never in doubt, and the one
 * that looks at several parts of an attempt at once.
 */
import { ABSENT, type Attempt, given } from '../attempt.ts';
import { truth } from '../truth.ts';
import { partOfAttribute } from './attribute.ts';
import { readAttributeName } from './attribute-name.ts';
import type { ListCondition } from './condition.ts';

function isThere({ email, phone, attributes }: Attempt, name: string): boolean {
  if (name === 'email') return email.kind !== 'absent';
  if (name === 'phone_number') return phone.kind !== 'absent';
  return (attributes.get(name) ?? ABSENT).kind !== 'absent';
}

/** The condition `given`. */
export const givenAttribute: ListCondition<'given'> = {
  field: 'given',
  shape: 'list',
  looksAt: partOfAttribute,
  recorded: 'part',
  noun: 'attribute',
  subject: (attempt) => {
    const names = [...new Set(['email', 'phone_number', ...attempt.attributes.keys()])];
    const there = names.filter((name) => isThere(attempt, name));
    return there.length === 0 ? ABSENT : given(there.join(', '));
  },
  files: false,
  assertedBy: 'client',
  description:
    'Names of attributes, `email` and `phone_number` among them, one of which was submitted, well-formed or not.',
  examples: [['phone_number'], ['email', 'custom:team']],
  read: readAttributeName,
  compile: (names) => (attempt) => truth(names.some((name) => isThere(attempt, name))),
};
