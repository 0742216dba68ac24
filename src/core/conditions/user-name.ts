/**
 * `userName`: the name that the user is to have, whole or by its beginning, whatever its case. In pools where people sign
 * in by their address it is a UUID of Cognito's; of a federated user it starts with the provider's name.
 */
import { given, MALFORMED } from '../attempt.ts';
import { caseFolded } from '../fold.ts';
import { fail, ok, type Result } from '../result.ts';
import { type ListCondition, type ValueProblem, whenGiven } from './condition.ts';

/** Cognito's own bounds of a user name: 1 to 128 characters, none of them a space or a control character. */
const USER_NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

function read(text: string): Result<string, ValueProblem> {
  const trimmed = text.trim();
  const suggestion = trimmed !== text && read(trimmed).ok ? trimmed : null;
  if (!USER_NAME.test(text)) {
    return fail({ message: `\`${text}\` is not a user name: up to 128 characters without spaces`, suggestion });
  }
  if (text === '*') return fail({ message: '`*` matches whoever signs up; leave `userName` out', suggestion });
  if (!text.slice(0, -1).includes('*')) return ok(text);
  return fail({ message: `\`${text}\` has a \`*\` elsewhere than at its end`, suggestion });
}

/** Whether a folded name starts with one of the beginnings: one look-up a character, however many there are. */
function startsWithOne(name: string, beginnings: ReadonlySet<string>): boolean {
  // Stryker disable next-line ConditionalExpression: a short cut; nothing begins with one of none
  if (beginnings.size === 0) return false;
  for (let length = 1; length <= name.length; length += 1) {
    if (beginnings.has(name.slice(0, length))) return true;
  }
  return false;
}

/** Written user names as they are compared: whole ones, and beginnings without their `*`. */
export function foldedNames(values: readonly string[]): {
  readonly whole: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
} {
  const [beginnings, whole] = [true, false].map((open) => values.filter((value) => value.endsWith('*') === open));
  return {
    // Stryker disable OptionalChaining: for the compiler; there are always both
    whole: new Set(whole?.map(caseFolded)),
    beginnings: new Set(beginnings?.map((value) => caseFolded(value.slice(0, -1)))),
    // Stryker restore OptionalChaining
  };
}

/** The condition `userName`. */
export const userName: ListCondition<'userName'> = {
  field: 'userName',
  shape: 'list',
  looksAt: 'source',
  recorded: 'part',
  noun: 'user name',
  // Cognito always names the user: where it does not, the name cannot be read
  subject: (attempt) => (attempt.userName === null ? MALFORMED : given(attempt.userName)),
  files: true,
  assertedBy: 'client',
  description: 'User names, upper and lower case alike: whole ones, or with a `*` at the end whatever begins so.',
  examples: [['root', 'admin*'], [{ file: 'lists/reserved-names.txt' }]],
  read,
  compile: (values) => {
    const { whole, beginnings } = foldedNames(values);
    return (attempt) =>
      whenGiven(attempt.userName === null ? MALFORMED : given(caseFolded(attempt.userName)), (name) => {
        return whole.has(name) || startsWithOne(name, beginnings);
      });
  },
};
