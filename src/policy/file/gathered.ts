/**
 * Many values of one list with the same fault are one issue with a count and three examples: whoever brings a list of
 * another product over makes one mistake 100,000 times. Must not join what differs in more than the values it names.
 */
import type { Issue } from './issue.ts';

/** An issue about a value of a list. `list` tells lists apart; null for what is about no list. */
export type Gatherable = { readonly issue: Issue; readonly list: string | null };

/** Up to so many are told one by one, and of more so many are shown. */
const EXAMPLES = 3;

type Group = { count: number; readonly shown: Issue[] };

/**
 * One issue a kind of fault, list and file where there are many of it.
 *
 * @param remedy what to do about many values with the fault that this issue is an example of
 */
export function gathered(
  found: Iterable<Gatherable>,
  remedy: (example: Issue) => string | null = () => null,
): readonly Issue[] {
  const single: Issue[] = [];
  const groups = new Map<string, Group>();
  for (const { issue, list } of found) {
    if (list === null) single.push(issue);
    else addTo(groups, `${list} ${kindOf(issue)}`, issue);
  }
  const many = [...groups.values()].flatMap((group) => (group.count > EXAMPLES ? joined(group, remedy) : group.shown));
  return [...single, ...many];
}

function addTo(groups: Map<string, Group>, key: string, issue: Issue): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, { count: 1, shown: [issue] });
    return;
  }
  group.count += 1;
  if (group.count <= EXAMPLES) group.shown.push(issue);
}

/** The sentence without what it names. */
function kindOf({ file, code, severity, message }: Issue): string {
  // Stryker disable next-line StringLiteral: whatever stands for every name
  return `${file} ${severity} ${code} ${message.replaceAll(NAMED, '')}`;
}

/** What a sentence names, and how it looks where that is said, too. */
const NAMED = /`[^`]*`(?: \([^)]*\))?/gu;

function joined({ count, shown }: Group, remedy: (example: Issue) => string | null): readonly Issue[] {
  return shown.slice(0, 1).map((first) => {
    const others = shown.slice(1).map((issue) => `${namedFirst(issue)} on line ${issue.line}`);
    const said = `${count.toLocaleString('en')} values alike: ${first.message}`;
    const ended = said.endsWith('?') ? said : `${said};`;
    const advice = remedy(first);
    return { ...first, message: `${ended} likewise ${others.join(', ')}${advice === null ? '' : `; ${advice}`}` };
  });
}

/** A sentence about a value names it first. */
function namedFirst({ message }: Issue): string {
  return message.match(NAMED)?.[0] ?? '';
}
