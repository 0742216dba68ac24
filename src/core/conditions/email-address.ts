/**
 * `emailAddress`: the whole address, case folded. No folding of dots or `+tags`: to Cognito they are other addresses.
 */
import { fail, ok, type Result } from '../result.ts';
import { type ListCondition, type Readers, shown, type ValueProblem, whenGiven } from './condition.ts';

function read(text: string, readers: Readers): Result<string, ValueProblem> {
  // a `*` is a letter of the local part to mail, and never what is meant here
  if (text.includes('*')) return fail(problem(text, WITH_STAR, null));
  const folded = readers.emailAddress(text.trim());
  if (folded === text) return ok(text);
  if (folded !== null) return fail(otherwiseSpelled(text, folded, readers));
  const domain = readers.domain(text.trim().replace(/^@/u, ''));
  return fail(problem(text, domain === null ? 'is not an email address' : A_DOMAIN, null));
}

const WITH_STAR = 'has a `*`, and addresses are written whole; for all of a domain use `emailDomain`';
const A_DOMAIN = 'is not an email address; a domain stands under `emailDomain`';

function otherwiseSpelled(text: string, folded: string, { imitated }: Readers): ValueProblem {
  const written = text.trim();
  const at = written.lastIndexOf('@') + 1;
  const plain = imitated(written.slice(at));
  if (plain === null) return problem(text, `is written as \`${folded}\``, folded);
  const meant = `${written.slice(0, at).toLowerCase()}${plain}`;
  return problem(text, 'has letters that only look like plain ones', meant);
}

function problem(text: string, words: string, suggestion: string | null): ValueProblem {
  return { message: `\`${text}\` ${words}`, suggestion };
}

/** The condition `emailAddress`. */
export const emailAddress: ListCondition<'emailAddress'> = {
  field: 'emailAddress',
  shape: 'list',
  looksAt: 'email',
  recorded: 'part',
  noun: 'email',
  subject: ({ email }) => shown(email, ({ raw }) => raw),
  files: true,
  assertedBy: 'client',
  description: 'Whole email addresses, in lower case; upper and lower case count as the same.',
  examples: [['alice@example.com']],
  read,
  compile: (values) => {
    const listed = new Set(values);
    return ({ email }) => whenGiven(email, ({ folded }) => listed.has(folded));
  },
};
