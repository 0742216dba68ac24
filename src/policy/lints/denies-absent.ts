/**
 * A denial with an exception for some emails or phone numbers: whoever has none is no exception, so they are refused as
 * well. Silent where `when` is only ever about those who have one.
 */
import { ATTESTED_FIELDS } from '../../core/conditions/registry.ts';
import type { RuleDocument } from '../../core/policy.ts';
import { type Lint, listOf } from './lint-rule.ts';
import { partsOf } from './rule-scope.ts';

/** The contacts that an exception may be about, in the words of `given` and of the warning. */
const CONTACTS: readonly { readonly part: string; readonly given: string; readonly noun: string }[] = [
  { part: 'email', given: 'email', noun: 'email' },
  { part: 'phone', given: 'phone_number', noun: 'phone number' },
];

/** Fields whose absence is what they are about. */
const OF_ABSENCE: ReadonlySet<string> = new Set(['given', ...ATTESTED_FIELDS]);

/** The warning `denies-absent`. */
export const deniesAbsent: Lint = ({ rules }) =>
  rules.flatMap((rule, index) =>
    CONTACTS.flatMap(({ part, given, noun }) => {
      const field = exceptionAbout(rule, part);
      if (field === undefined || isAlwaysThere(rule, part, given)) return [];
      const message = `\`${rule.id}\` refuses whoever has no ${noun}, as well; if only others are meant, add \`given: [${given}]\` to its \`when\``;
      return [{ code: 'denies-absent', path: ['rules', index, 'unless', field], message }];
    }),
  );

function exceptionAbout({ then, unless }: RuleDocument, part: string): string | undefined {
  if (then !== 'deny') return undefined;
  return partsOf(unless).find((one) => one.part === part && !OF_ABSENCE.has(one.field))?.field;
}

/** Every condition on a contact fails without it; `given` says nothing else. */
function isAlwaysThere({ when }: RuleDocument, part: string, given: string): boolean {
  const alone = listOf(when, 'given');
  if (alone?.length === 1 && alone[0] === given) return true;
  return partsOf(when).some((one) => one.part === part && one.field !== 'given');
}
