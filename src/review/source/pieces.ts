/**
 * Cuts text of any size into values of JSON and lines of anything else: JSON a line, JSON over many lines, values run
 * together, and the elements of a list one by one, so that a document larger than memory passes through. What is a value
 * JSON.parse says. No text ends a run, and what stands whole on a line of its own is found whatever broken text is before it.
 */
import { parseJson } from '../../core/json.ts';
import { afterParting, guessBySeam, guessIndented } from './guess.ts';
import { type Nested, neededFrom, openNested, scan } from './nested.ts';
import { createUncoloured } from './uncoloured.ts';

/** Takes what was found. */
export type PieceSink = {
  /** A value, and what stood before it on its line. */
  readonly value: (value: unknown, before: string) => void;
  /** A line that is no JSON and not blank. */
  readonly other: (line: string) => void;
  /** JSON that is none: cut off, or damaged. */
  readonly broken: () => void;
  /** A document whose list was given element by element: the document without them. */
  readonly wrapper: (value: unknown) => void;
  /** Whether a value is of the kind that is sought. */
  readonly isWhole: (value: unknown) => boolean;
};

/** Takes text as it comes, and its end. */
export type Pieces = { readonly text: (text: string) => void; readonly end: () => void };

/** A value alone is not longer: a record is about a kilobyte, a subscription's batch at most a megabyte. */
const LONGEST = 4 * 1024 * 1024;

/** A line that is longer need not be waited for to its end. */
const LONG_LINE = 65_536;

/** What was swallowed by a value that never ended is looked through again, up to so much in all. */
const SECOND_LOOKS = 16 * LONGEST;

const OBJECT = 123;

type Cutting = {
  text: string;
  at: number;
  open: { readonly nested: Nested; readonly before: string } | null;
  /** Whether a value of the line was already given: what else stands there is no line of its own. */
  tail: boolean;
  /** A line that may belong to the value after it: `aws logs tail` breaks the line before indented JSON. */
  header: string | null;
  secondLooks: number;
};

/** Begins. */
export function createPieces(sink: PieceSink): Pieces {
  const cutting: Cutting = { text: '', at: 0, open: null, tail: false, header: null, secondLooks: SECOND_LOOKS };
  const uncoloured = createUncoloured();
  return {
    text: (text) => {
      append(cutting, uncoloured(text));
      run(cutting, sink, false);
    },
    end: () => {
      run(cutting, sink, true);
      flushHeader(cutting, sink);
    },
  };
}

/** Drops what is done with, so that no more is kept than what is at hand. */
function append(cutting: Cutting, text: string): void {
  const { open, at } = cutting;
  const needed = open === null ? at : neededFrom(open.nested);
  if (open !== null) shift(open.nested, needed);
  cutting.text = cutting.text.slice(needed) + text;
  cutting.at = open === null ? 0 : at;
}

function shift(nested: Nested, by: number): void {
  nested.from -= by;
  nested.at -= by;
  if (nested.element !== null) nested.element -= by;
}

function run(cutting: Cutting, sink: PieceSink, isFinal: boolean): void {
  for (let went = true; went; ) {
    went = cutting.open === null ? takeLine(cutting, sink, isFinal) : takeNested(cutting, cutting.open, sink, isFinal);
  }
}

/** Where JSON begins on a line: an object anywhere, a list only where nothing is before it. */
const START = /\{(?=\s*(?:["}]|$))|^\s*\[(?=\s*(?:[[{"\]]|$))/u;

function takeLine(cutting: Cutting, sink: PieceSink, isFinal: boolean): boolean {
  const { text, at } = cutting;
  const follower = cutting.tail ? afterParting(text, at) : -1;
  if (text.charCodeAt(follower) === OBJECT) {
    open(cutting, follower, '', sink);
    return true;
  }
  const feed = text.indexOf('\n', at);
  if (feed === -1 && (at >= text.length || !(isFinal || text.length - at > LONG_LINE))) return false;
  const end = feed === -1 ? text.length : feed;
  const line = text.slice(at, end);
  const next = feed === -1 ? end : end + 1;
  cutting.at = next;
  const value = line.charCodeAt(0) === OBJECT ? parseJson(line) : undefined;
  if (value !== undefined) giveWhole(cutting, value, sink);
  else takeOdd(cutting, line, at, sink);
  if (cutting.open === null && cutting.at === next) cutting.tail = feed === -1;
  return true;
}

/** The form that most logs have, a value a line. */
function giveWhole(cutting: Cutting, value: unknown, sink: PieceSink): void {
  const { header } = cutting;
  cutting.header = null;
  sink.value(value, header ?? '');
}

/** A line that is not one value: text, text before a value, or the beginning of more. */
function takeOdd(cutting: Cutting, line: string, at: number, sink: PieceSink): void {
  const found = line.search(START);
  if (found === -1) {
    takeOther(cutting, line, sink);
    return;
  }
  const start = line.charCodeAt(found) === OBJECT ? found : line.indexOf('[', found);
  if (start > 0) flushHeader(cutting, sink);
  const before = cutting.header ?? line.slice(0, start);
  cutting.header = null;
  const value = line.charCodeAt(start) === OBJECT && start > 0 ? parseJson(line.slice(start)) : undefined;
  if (value !== undefined) sink.value(value, before);
  else open(cutting, at + start, before, sink);
}

/** A value that does not end with its line, or not there alone. */
function open(cutting: Cutting, at: number, before: string, sink: PieceSink): void {
  const { text } = cutting;
  const guessed = guessIndented(text, at) ?? guessBySeam(text, at, '}{');
  if (guessed === null) Object.assign(cutting, { at, open: { nested: openNested(at), before } });
  else {
    Object.assign(cutting, { at: guessed.end, tail: true });
    sink.value(guessed.value, before);
  }
}

function takeOther(cutting: Cutting, line: string, sink: PieceSink): void {
  if (cutting.tail || line.trim() === '') return;
  flushHeader(cutting, sink);
  if (/^\d{4}-\d\d-\d\dT\S+ \S+\s*$/u.test(line)) cutting.header = line;
  else sink.other(line);
}

function flushHeader(cutting: Cutting, sink: PieceSink): void {
  if (cutting.header !== null) sink.other(cutting.header);
  cutting.header = null;
}

function takeNested(
  cutting: Cutting,
  { nested, before }: NonNullable<Cutting['open']>,
  sink: PieceSink,
  isFinal: boolean,
): boolean {
  const step = scan(cutting.text, nested, isFinal, sink.isWhole);
  if (step.kind === 'more') return isFinal || isTooLong(cutting, nested) ? giveUp(cutting, nested, sink) : false;
  if (step.kind === 'element') {
    if (step.value === undefined) sink.broken();
    else sink.value(step.value, before);
    return true;
  }
  Object.assign(cutting, {
    open: null,
    at: step.kind === 'closed' ? nested.at : step.resume,
    tail: step.kind === 'closed',
  });
  if (step.kind === 'broken') sink.broken();
  else give(step.text, step.wrapper ? sink.wrapper : (value) => sink.value(value, before), sink);
  return true;
}

function give(text: string, take: (value: unknown) => void, sink: PieceSink): void {
  const value = parseJson(text);
  if (value === undefined) sink.broken();
  else take(value);
}

function isTooLong({ text }: Cutting, nested: Nested): boolean {
  return text.length - neededFrom(nested) > LONGEST;
}

/** A value that does not end. What it swallowed is looked through again from its second line on. */
function giveUp(cutting: Cutting, nested: Nested, sink: PieceSink): boolean {
  const { text } = cutting;
  const from = neededFrom(nested);
  const feed = text.indexOf('\n', from);
  const swallowed = text.length - from;
  sink.broken();
  const again = feed !== -1 && swallowed <= cutting.secondLooks;
  if (again) cutting.secondLooks -= swallowed;
  Object.assign(cutting, { open: null, at: again ? feed + 1 : text.length, tail: !again });
  return true;
}
