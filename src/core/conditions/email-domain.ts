/**
 * `emailDomain`: the domain of the address. `example.com` matches exactly; `*.example.com` matches any depth below it,
 * not itself. Compared label by label through sets, never with `endsWith`: `evil-example.com` is not `example.com`.
 */
import { fail, ok, type Result } from '../result.ts';
import { type ListCondition, type Readers, shown, type ValueProblem, whenGiven } from './condition.ts';

/** Whether some proper parent of the domain is in the set: one look-up a label, however large the set. */
export function hasListedParent(domain: string, parents: ReadonlySet<string>): boolean {
  for (let dot = domain.indexOf('.'); dot !== -1; dot = domain.indexOf('.', dot + 1)) {
    if (parents.has(domain.slice(dot + 1))) return true;
  }
  return false;
}

function read(text: string, readers: Readers): Result<string, ValueProblem> {
  const spelled = spelling(text, readers);
  return spelled === text ? ok(text) : fail(nearMiss(text, spelled, readers));
}

/** The one spelling of a domain or of a wildcard; null for anything else. Below a wildcard a top level will do. */
function spelling(text: string, { domain }: Readers): string | null {
  if (!text.startsWith('*.')) return domain(text);
  const name = text.slice(2);
  const parsed = name.includes('.') ? domain(name) : (domain(`x.${name}`)?.slice(2) ?? null);
  return parsed === null ? null : `*.${parsed}`;
}

/** A name has 253 characters at most; around it there may be a little more. */
const MAX_EXPLAINED = 300;

/** Why a value is not written so, and what is: never what would match more than was written. */
function nearMiss(text: string, spelled: string | null, readers: Readers): ValueProblem {
  if (text.length > MAX_EXPLAINED) return problem(text, 'is longer than a domain name can be', null);
  if (text.includes('@')) return withAt(text, readers);
  if (text.includes('://')) return problem(text, 'is a URL; a domain stands alone', hostOf(text, readers));
  const below = text.trim().startsWith('.') || text.trim().startsWith('*');
  if (readers.imitated(text.replace(/^\*\./u, '')) !== null) {
    return problem(text, 'has letters that only look like plain ones', plainName(text, below, readers));
  }
  return problem(text, wordsFor(text, spelled), spelled ?? plainName(text, below, readers));
}

function wordsFor(text: string, spelled: string | null): string {
  if (text === '*') return 'is everybody; a rule without `when` is about everybody';
  if (text.startsWith('.')) return 'starts with a dot; write `*.` for the names below a domain';
  if (text !== text.trim()) return 'has spaces around it';
  if (text.endsWith('.')) return 'ends in a dot';
  if (text.toLowerCase() === spelled) return 'is written in lower case';
  if (spelled !== null) return `is written as \`${spelled}\``;
  if (text.includes('*')) return 'has a `*` elsewhere than as its first label';
  return 'is not a domain name';
}

/** `*@` and `@` mean everybody at a domain; whatever else stands before an `@` means fewer people than the domain has. */
function withAt(text: string, readers: Readers): ValueProblem {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at).trim();
  if (local !== '' && local !== '*') {
    return problem(text, 'is about an address; whole addresses stand under `emailAddress`', null);
  }
  const name = text.slice(at + 1);
  const suggestion = plainName(name, name.startsWith('.') || name.startsWith('*.'), readers);
  return problem(text, 'has an `@`; a domain is written without one', suggestion);
}

/** A name without dots, stars and spaces around it: itself, or what lies below it. */
function plainName(text: string, below: boolean, readers: Readers): string | null {
  const written = text.trim().replace(/^[.*]+|\.+$/gu, '');
  // `*.*.` asks for two labels more than the name has, and one wildcard takes any number of them
  if (/\*\.+\*/u.test(text)) return null;
  // what only looks like another name is never what a person is pointed to
  const name = readers.imitated(written) ?? written;
  return spelling(below ? `*.${name}` : name, readers);
}

function hostOf(url: string, readers: Readers): string | null {
  return plainName(url.slice(url.indexOf('://') + 3).replace(/[/?#:].*/su, ''), false, readers);
}

function problem(text: string, words: string, suggestion: string | null): ValueProblem {
  return { message: `\`${text}\` ${words}`, suggestion };
}

/** The condition `emailDomain`. */
export const emailDomain: ListCondition<'emailDomain'> = {
  field: 'emailDomain',
  shape: 'list',
  looksAt: 'email',
  recorded: 'whole',
  noun: 'email',
  subject: ({ email }) => shown(email, ({ domain }) => domain),
  files: true,
  assertedBy: 'client',
  description:
    'Domains of the email address: `example.com` matches exactly, `*.example.com` any name below it but not itself.',
  examples: [['example.com', '*.example.com'], [{ file: 'lists/partners.txt' }]],
  read,
  compile: (values) => {
    // a wildcard in here matches nothing: no domain starts with `*`
    const exact = new Set(values);
    const parents = new Set(values.filter((value) => value.startsWith('*.')).map((value) => value.slice(2)));
    return ({ email }) => whenGiven(email, ({ domain }) => exact.has(domain) || hasListedParent(domain, parents));
  },
};
