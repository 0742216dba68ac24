/**
 * What an import did, as text and as JSON: every value that changed or was left out, and why. Of more than a hundred with
 * one reason the text shows a few and their number. Prints nothing.
 */
import { type ImportAccount, keptValues, type ToldReason, type ToldValue } from '../../files/import/account.ts';
import { type Imported, sorted } from '../../files/import/import-list.ts';
import { visible } from '../visible.ts';

/** A file of an import and what it was taken for. */
export type ImportedFile = { readonly file: string; readonly form: string };

/** Up to so many with one reason are shown each; of more, the first few. */
const MOST_ALIKE = 100;
const EXAMPLES = 3;

/** How many values of a reason an import has to keep for its text, and for its JSON. */
export const KEPT = { text: MOST_ALIKE, json: 1_000_000 } as const;

/** The account as text. */
export function renderImport({ changed, leftOut, notes }: Imported, files: readonly ImportedFile[]): string {
  const several = files.length > 1;
  const heads = files.map(({ file, form }) => `${file}: read as ${form}\n`).join('');
  const sections = [
    section('changed', changed, several),
    section('left out', leftOut, several),
    section('taken, and worth a look', notes, several),
  ];
  return `${heads}${sections.join('')}`;
}

function section(title: string, { count, reasons }: ImportAccount, several: boolean): string {
  if (count === 0) return '';
  const shown = [...reasons.values()].map((reason) => reasonText(reason, several));
  return `${title}: ${count.toLocaleString('en')}\n${shown.join('')}`;
}

function reasonText({ why, count, values }: ToldReason, several: boolean): string {
  const some = count > MOST_ALIKE ? values.slice(0, EXAMPLES) : values;
  const lines = some.map((value) => `    ${placeOf(value, several)}  ${valueText(value)}\n`).join('');
  const more = count - some.length;
  const rest = more === 0 ? '' : `    and ${more.toLocaleString('en')} more; \`--json\` lists each\n`;
  return `  ${count.toLocaleString('en')} × ${why}\n${lines}${rest}`;
}

function valueText({ text, to }: ToldValue): string {
  return to === undefined ? shownValue(text) : `${shownValue(text)} → ${to}`;
}

/** A value as somebody wrote it. */
export function shownValue(text: string): string {
  return `\`${visible(text)}\``;
}

function placeOf({ file, line }: ToldValue, several: boolean): string {
  return several ? `${file}:${line}` : `line ${line}`;
}

/** The account for scripts. Values name their file where there are several. */
export function importJson(imported: Imported, several: boolean): Readonly<Record<string, unknown>> {
  const { domains, addresses, numbers, changed, leftOut, notes, read } = imported;
  const placed = (account: ImportAccount) =>
    several ? keptValues(account) : keptValues(account).map(({ file: _, ...value }) => value);
  return {
    domains: sorted(domains),
    addresses: sorted(addresses),
    changed: placed(changed),
    leftOut: placed(leftOut),
    numbers: sorted(numbers),
    notes: placed(notes),
    counts: { read, changed: changed.count, leftOut: leftOut.count, notes: notes.count },
  };
}
