/**
 * A foreign list to domains and addresses in our spelling, and an account of every value that changed or was left out.
 * Memory is bounded by the file and by what the accounts keep; nothing is written here.
 */
import { emptyAccount, type ImportAccount, type ToldValue, tell } from './account.ts';
import { readEntry } from './entry.ts';
import type { TakenEntry } from './entry-kind.ts';
import { jsonValues, looksLikeJson } from './json-values.ts';
import { linesOf } from './lines.ts';
import { tableForm, tableValues } from './table.ts';
import type { Unreadable, WrittenValue } from './written.ts';

/** What came of one file or several. */
export type Imported = {
  readonly domains: Set<string>;
  readonly addresses: Set<string>;
  readonly numbers: Set<string>;
  readonly changed: ImportAccount;
  readonly leftOut: ImportAccount;
  /** Of values that were taken: what their reader should know. */
  readonly notes: ImportAccount;
  read: number;
};

/** An import before the first file, whose accounts keep so many values of a reason. */
export function emptyImport(keep: number): Imported {
  return {
    domains: new Set(),
    addresses: new Set(),
    numbers: new Set(),
    changed: emptyAccount(keep),
    leftOut: emptyAccount(keep),
    notes: emptyAccount(keep),
    read: 0,
  };
}

/** A list as it was read. */
type ForeignList = { readonly file: string; readonly text: string };

/** How a list was understood: for whoever wonders. */
type Understood = { readonly form: string } | Unreadable;

/** Adds a list to an import. `at` is told now and then how many lines are done. */
export function addList(
  into: Imported,
  { file, text }: ForeignList,
  at: (line: number) => void = () => {},
): Understood {
  const { form, values } = understood(text);
  for (const value of values) {
    if ('unreadable' in value) return value;
    if (into.read % 1024 === 0) at(value.line);
    add(into, file, value);
  }
  return { form };
}

function understood(text: string): { readonly form: string; readonly values: Iterable<WrittenValue | Unreadable> } {
  if (looksLikeJson(text)) return { form: 'JSON', values: jsonValues(text) };
  const table = tableForm(text);
  if (table === null) return { form: 'lines', values: linesOf(text) };
  const names = table.columns.map(({ name }) => `\`${name}\``).join(', ');
  return { form: `a table, of which ${names}`, values: tableValues(text, table) };
}

/** What is shown of a value that may be a whole file. */
const MAX_SHOWN = 200;

function add(into: Imported, file: string, { text, line }: WrittenValue): void {
  into.read += 1;
  const entry = readEntry(text);
  const told = { file, line, text: text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text };
  if (entry.kind === 'number') into.numbers.add(entry.value);
  if (entry.kind === 'number' || entry.kind === 'left-out') tell(into.leftOut, { ...told, why: entry.why });
  else take(into, entry, told);
}

function take(into: Imported, { kind, value, why, note }: TakenEntry, told: Omit<ToldValue, 'why'>): void {
  const list = kind === 'domain' ? into.domains : into.addresses;
  if (list.has(value)) {
    tell(into.leftOut, { ...told, why: REPEATED });
    return;
  }
  list.add(value);
  if (why !== null) tell(into.changed, { ...told, to: value, why });
  if (note !== null) tell(into.notes, { ...told, why: note });
}

const REPEATED = 'a repetition';

/** A list as files hold it: each value once, in order. */
export function sorted(values: ReadonlySet<string>): readonly string[] {
  return [...values].sort();
}
