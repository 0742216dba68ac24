/**
 * A table that sorts by its headings and filters by a word. Works without a mouse; rows beyond the first hundreds wait for
 * a button.
 */
import { count, h } from './dom.ts';

/** One column: what it is called, what it sorts and filters by, and what it shows. */
export type Column<T> = {
  readonly title: string;
  readonly value: (row: T) => string | number;
  readonly cell?: (row: T) => Node | string;
  readonly numeric?: boolean;
  /** A column of controls neither sorts nor filters. */
  readonly fixed?: boolean;
};

/** A table's words. */
type TableOptions<T> = {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** How many rows there were before the report cut the list. */
  readonly total: number;
  readonly empty: string;
};

type View = { sorted: number; ascending: boolean; words: string; shown: number };

/** Rows that are drawn at once. */
const PAGE = 100;

/** Draws a table with its filter. */
export function table<T>(options: TableOptions<T>): HTMLElement {
  if (options.rows.length === 0) return h('p', { class: 'empty' }, options.empty);
  const view: View = { sorted: -1, ascending: false, words: '', shown: PAGE };
  const body = h('tbody');
  const status = h('p', { class: 'status', role: 'status' });
  const more = h('button', { type: 'button', class: 'quiet' }, 'Show more rows');
  const headings = options.columns.map((column) => h('th', { scope: 'col', class: column.numeric ? 'numeric' : null }));
  const draw = () => {
    const rows = arranged(options, view);
    body.replaceChildren(...rows.slice(0, view.shown).map((row) => rowOf(options.columns, row)));
    more.hidden = rows.length <= view.shown;
    status.textContent = statusOf(rows.length, options);
    for (const [index, heading] of headings.entries()) heading.setAttribute('aria-sort', sortWord(view, index));
  };
  for (const [index, column] of options.columns.entries()) {
    headings[index]?.append(column.fixed ? column.title : sortButton(column, index, view, draw));
  }
  more.addEventListener('click', () => {
    view.shown += 5 * PAGE;
    draw();
  });
  draw();
  const head = h('thead', {}, h('tr', {}, ...headings));
  const scroller = h('div', { class: 'scroller', role: 'region', tabindex: 0, 'aria-label': options.caption });
  scroller.append(h('table', {}, h('caption', { class: 'unseen' }, options.caption), head, body));
  return h(
    'div',
    { class: 'table' },
    h('div', { class: 'tools' }, filterBox(options, view, draw), status),
    scroller,
    more,
  );
}

function filterBox<T>({ caption }: TableOptions<T>, view: View, draw: () => void): HTMLElement {
  const box = h('input', { type: 'search', placeholder: 'Filter…', 'aria-label': `Filter: ${caption}` });
  box.addEventListener('input', () => {
    view.words = box.value.trim().toLowerCase();
    draw();
  });
  return box;
}

function sortButton<T>(column: Column<T>, index: number, view: View, draw: () => void): HTMLElement {
  const press = () => {
    view.ascending = view.sorted === index ? !view.ascending : column.numeric !== true;
    view.sorted = index;
    draw();
  };
  return h('button', { type: 'button', class: 'sort', click: press }, column.title);
}

function sortWord({ sorted, ascending }: View, index: number): string {
  if (sorted !== index) return 'none';
  return ascending ? 'ascending' : 'descending';
}

function arranged<T>({ columns, rows }: TableOptions<T>, view: View): readonly T[] {
  const filtering = columns.filter((column) => !column.fixed);
  const words = view.words.split(/\s+/u).filter(Boolean);
  const textOf = (row: T) =>
    filtering
      .map((column) => String(column.value(row)))
      .join(' ')
      .toLowerCase();
  const kept = words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).includes(word)));
  const column = columns[view.sorted];
  if (column === undefined) return kept;
  const direction = view.ascending ? 1 : -1;
  return kept.toSorted((a, b) => direction * compare(column.value(a), column.value(b)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

function statusOf<T>(kept: number, { rows, total }: TableOptions<T>): string {
  const cut = total > rows.length ? `, the most frequent of ${count(total)}` : '';
  return kept === rows.length
    ? `${count(rows.length)} rows${cut}`
    : `${count(kept)} of ${count(rows.length)} rows${cut}`;
}

function rowOf<T>(columns: readonly Column<T>[], row: T): HTMLElement {
  const cells = columns.map((column) => {
    const content = column.cell === undefined ? String(column.value(row)) : column.cell(row);
    return h('td', { class: column.numeric ? 'numeric' : null }, content);
  });
  return h('tr', {}, ...cells);
}
