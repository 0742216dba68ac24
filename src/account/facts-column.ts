/**
 * The column "seen on AWS" of docs/cognito-facts.md, from the report of a run and never by hand. A fact that several probes
 * ask about has a word for each. Pure.
 */
import type { AccountReport } from './report.ts';

const HEAD = 'seen on AWS';
const UNSEEN = 'not yet';

/** The document with the column filled in; `null` for a document before any run. */
export function withSeenColumn(document: string, report: AccountReport | null): string {
  return document
    .split('\n')
    .map((line) => columnOf(line, report))
    .join('\n');
}

function columnOf(line: string, report: AccountReport | null): string {
  if (!line.startsWith('|') || !line.endsWith('|')) return line;
  const cells = line
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.replaceAll(/^\||\|$/gu, ''));
  if (line.startsWith('|---')) return '|---|---|---|---|';
  const [id = '', fact = '', source = ''] = cells.map((cell) => cell.trim());
  if (fact === 'fact') return `| | fact | source | ${HEAD} |`;
  return `| ${id} | ${fact} | ${source} | ${seen(id, report)} |`;
}

function seen(id: string, report: AccountReport | null): string {
  const told = (report?.probes ?? []).filter(({ fact, verdict }) => fact === id && verdict !== 'untried');
  if (told.length === 0) return UNSEEN;
  const day = report?.endedAt.slice(0, 10) ?? '';
  return `${told.map(({ id: probe, verdict, answer }) => `${verdict}: ${probe} ${answer}`).join('; ')} (${day})`;
}
