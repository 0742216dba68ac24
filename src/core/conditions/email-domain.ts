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

function read(text: string, { domain }: Readers): Result<string, ValueProblem> {
  const wildcard = text.startsWith('*.');
  const name = wildcard ? text.slice(2) : text;
  const parsed = domain(name);
  const spelled = parsed === null ? null : `${wildcard ? '*.' : ''}${parsed}`;
  if (spelled === text) return ok(text);
  return fail({ message: nearMiss(text, spelled), suggestion: spelled ?? suggest(text, domain) });
}

/** The likely meaning of a misspelt domain, if there is one. */
function suggest(text: string, domain: Readers['domain']): string | null {
  const trimmed = text.trim().replace(/\.+$/u, '');
  const wild = trimmed.startsWith('.') || trimmed.startsWith('*');
  const bare = domain(trimmed.slice(trimmed.lastIndexOf('@') + 1).replace(/^[.*@]+/u, ''));
  return bare === null ? null : `${wild && !trimmed.includes('@') ? '*.' : ''}${bare}`;
}

function nearMiss(text: string, spelled: string | null): string {
  if (text.includes('@')) return `\`${text}\` has an \`@\`; a domain is written without one`;
  if (text.startsWith('.')) return `\`${text}\` starts with a dot; write \`*.\` for the names below a domain`;
  if (text !== text.trim()) return `\`${text}\` has spaces around it`;
  if (text.endsWith('.')) return `\`${text}\` ends in a dot`;
  if (text.toLowerCase() === spelled) return `\`${text}\` is written in lower case`;
  if (spelled !== null) return `\`${text}\` is written as \`${spelled}\``;
  if (text.includes('*')) return `\`${text}\` has a \`*\` elsewhere than as its first label`;
  return `\`${text}\` is not a domain name`;
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
