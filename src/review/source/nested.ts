/**
 * Where a value of JSON ends that does not end with its line, and where the elements of its list do. Looks at brackets,
 * quotes and line feeds alone and keeps no more than the element at hand; must not read what a value means.
 */
import { parseJson } from '../../core/json.ts';
import { guessBySeam } from './guess.ts';
import { lineAfter } from './line-after.ts';

/** A value that is open. Positions are those of the text at hand. */
export type Nested = {
  /** Where what is not cut yet begins. */
  from: number;
  /** How far it was looked through. */
  at: number;
  depth: number;
  inString: boolean;
  /** The depth of the elements of its list, while one is open. */
  list: number | null;
  /** Where the element at hand begins. */
  element: number | null;
  elements: number;
  /** What stood between the elements so far, brackets included. */
  seam: string | null;
  /** The text around its lists so far; null while it had none. */
  around: string | null;
};

/** What came of looking on. */
export type Cut =
  | { readonly kind: 'more' }
  /** Undefined where it is no JSON. */
  | { readonly kind: 'element'; readonly value: unknown }
  | { readonly kind: 'closed'; readonly text: string; readonly wrapper: boolean }
  | { readonly kind: 'broken'; readonly resume: number };

/** Lists that are worth taking apart: of CloudWatch Logs, of Insights, of ListUsers, of subscriptions and streams. */
const LISTS: ReadonlySet<string> = new Set(['events', 'logEvents', 'results', 'Records', 'Users', 'users']);

const FEED = 10;
const QUOTE = 34;
const LIST = 91;
const BACKSLASH = 92;
const LIST_END = 93;
const OBJECT = 123;
const OBJECT_END = 125;

const MORE: Cut = { kind: 'more' };

/** A value that begins there, with a bracket. */
export function openNested(from: number): Nested {
  return {
    from,
    at: from,
    depth: 0,
    inString: false,
    list: null,
    element: null,
    elements: 0,
    seam: null,
    around: null,
  };
}

/** What of the text is still needed. */
export function neededFrom({ from, at, list, element, elements }: Nested): number {
  return element ?? (list !== null && elements > 0 ? at : from);
}

/** Looks on to the next element, the end, or the end of the text. */
export function scan(text: string, open: Nested, isFinal: boolean, isWhole: (value: unknown) => boolean): Cut {
  while (open.at < text.length) {
    const step = open.inString ? throughString(text, open) : throughStructure(text, open, isFinal, isWhole);
    if (step !== null) return step;
  }
  return MORE;
}

function throughString(text: string, open: Nested): Cut | null {
  let { at } = open;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === FEED) return { kind: 'broken', resume: at + 1 };
    else if (code === QUOTE) {
      open.inString = false;
      open.at = at + 1;
      return open.element !== null && open.depth === open.list ? elementOf(text, open) : null;
    }
  }
  open.at = at;
  return null;
}

function throughStructure(
  text: string,
  open: Nested,
  isFinal: boolean,
  isWhole: (value: unknown) => boolean,
): Cut | null {
  for (let { at } = open; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === OBJECT || code === LIST) {
      open.at = at;
      return begin(text, open, code);
    }
    if (code === OBJECT_END || code === LIST_END) {
      open.at = at;
      return end(text, open);
    }
    if (code === FEED) {
      const found = lineAfter(text, at, open, isFinal, isWhole);
      if (found === 'goes on') continue;
      open.at = at;
      return found === 'more' ? MORE : { kind: 'broken', resume: at + 1 };
    }
  }
  open.at = text.length;
  return null;
}

function begin(text: string, open: Nested, code: number): Cut | null {
  const { at } = open;
  const between = open.depth === open.list && open.element === null;
  if (code === OBJECT && !between && open.depth > 0 && text.charCodeAt(at - 1) === OBJECT_END) {
    return { kind: 'broken', resume: at };
  }
  if (between) {
    const guessed = guessBySeam(text, at, open.seam);
    if (guessed !== null) {
      open.at = guessed.end;
      return { kind: 'element', value: guessed.value };
    }
    if (open.seam === null && open.elements > 0) open.seam = seamBefore(text, at);
    open.element = at;
  }
  open.at = at + 1;
  if (code === QUOTE) {
    open.inString = true;
    return null;
  }
  open.depth += 1;
  if (code === LIST && open.list === null && isList(text, open)) {
    open.around = (open.around ?? '') + text.slice(open.from, at + 1);
    Object.assign(open, { from: at + 1, list: open.depth, elements: 0 });
  }
  return null;
}

/** From the end of the last element to the beginning of the one there: both of them objects, and still at hand. */
function seamBefore(text: string, at: number): string | null {
  const end = text.lastIndexOf('}', at);
  return end === -1 || text.charCodeAt(at) !== OBJECT ? null : text.slice(end, at + 1);
}

/** Whether the bracket that was just read begins a list worth taking apart: the document itself, or under such a name. */
function isList(text: string, { at, from, depth }: Nested): boolean {
  if (depth === 1) return true;
  const name =
    depth === 2 ? /"(\w+)"\s{0,9}:\s{0,99}$/u.exec(text.slice(Math.max(from, at - 150), at - 1))?.[1] : undefined;
  return name !== undefined && LISTS.has(name);
}

function end(text: string, open: Nested): Cut | null {
  open.at += 1;
  open.depth -= 1;
  if (open.element !== null) return open.depth === open.list ? elementOf(text, open) : null;
  if (open.list !== null && open.depth < open.list) {
    if (open.elements === 0 && text.slice(open.from, open.at - 1).trim() !== '') {
      return { kind: 'broken', resume: open.at };
    }
    Object.assign(open, { list: null, from: open.at - 1 });
  }
  if (open.depth > 0) return null;
  const rest = text.slice(open.from, open.at);
  return { kind: 'closed', text: (open.around ?? '') + rest, wrapper: open.around !== null };
}

function elementOf(text: string, open: Nested): Cut {
  const value = parseJson(text.slice(open.element ?? open.at, open.at));
  open.element = null;
  open.elements += 1;
  return { kind: 'element', value };
}
