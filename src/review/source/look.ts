/**
 * What an input looks like of which nothing could be read: its form, the names of its fields or columns, never its content.
 * Pure.
 */
import { isObject } from '../../core/json.ts';
import { SEPARATORS, separatorOf } from '../../files/separator.ts';

/** Looks at what comes by; only the first of each kind is looked at closely. */
export type Look = {
  readonly value: (value: unknown) => void;
  readonly line: (line: string) => void;
  readonly broken: () => void;
  /** In words that follow "looks like"; null where nothing came by. */
  readonly words: () => string | null;
};

/** Names shown of an object or a table. */
const SHOWN = 8;

/** Begins to look. */
export function createLook(): Look {
  let first: string | null = null;
  const see = (words: () => string) => {
    first ??= words();
  };
  return {
    value: (value) => see(() => valueWords(value)),
    line: (line) => see(() => lineWords(line)),
    broken: () => see(() => 'JSON that is cut off or damaged'),
    words: () => first,
  };
}

/** JSON of other programs that is easily taken for the right one, by the fields that it always has. */
const KNOWN: readonly (readonly [words: string, fields: readonly string[]])[] = [
  ['users of a pool, which `signup-guard audit` reads', ['Username', 'Attributes']],
  ['users of a pool, which `signup-guard audit` reads', ['Users']],
  ['events of CloudTrail', ['eventVersion', 'eventSource']],
  ['an event of the pre sign-up trigger', ['triggerSource', 'userPoolId']],
  ['the compiled policy of an environment', ['mode', 'rules', 'otherwise']],
  ['the log of decisions; `review`, `decisions` and `replay` read it', ['decision', 'service']],
  ['a decision that this version does not know', ['decision']],
];

function valueWords(value: unknown): string {
  if (typeof value === 'string') return 'a list of texts in JSON';
  if (!isObject(value)) return 'a list of values in JSON';
  const known = KNOWN.find(([, fields]) => fields.every((field) => Object.hasOwn(value, field)));
  return known?.[0] ?? `JSON with the fields ${namesIn(Object.keys(value))}`;
}

function isName(text: string): boolean {
  return /^@?[A-Za-z][A-Za-z0-9_.: -]{0,40}$/u.test(text);
}

/** Names as a program gives them; what may be a person's address or name is left out. */
function namesIn(names: readonly string[]): string {
  const plain = names.filter(isName);
  const rest = names.length - Math.min(plain.length, SHOWN);
  return `${plain
    .slice(0, SHOWN)
    .map((name) => `\`${name}\``)
    .join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`.trim();
}

const LINES: readonly (readonly [words: string, form: RegExp])[] = [
  ['a ZIP archive', /^PK\p{Cc}/u],
  ['a PDF file', /^%PDF/u],
  ['bytes that are no text', /(?![\t\r\f])\p{Cc}|\uFFFD/u],
  ['a web page or XML', /^\s*<[!?a-z]/iu],
  ['a table drawn for people (`--output table`)', /^[-+|=]{3,}|^\|/u],
  ["Lambda's own lines", /^(?:INIT_START|START|END|REPORT) /u],
  ['YAML', /^---\s*$|^(?:- )?[\w.-]+:(?:\s|$)/u],
];

function lineWords(line: string): string {
  const known = LINES.find(([, form]) => form.test(line));
  if (known !== undefined) return known[0];
  const cells = line.split(separatorOf(line, SEPARATORS)).map((cell) => cell.trim().replaceAll('"', ''));
  return cells.length > 1 && cells.every(isName) ? `a table with the columns ${namesIn(cells)}` : 'plain text';
}
