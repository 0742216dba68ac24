/**
 * YAML's syntax: one document from a text, its syntax errors as issues with places. Must not look at what nodes mean.
 */
import { Composer, type Document, type LineCounter, type ParsedNode, Parser } from 'yaml';
import { errorAt, type Issue, type Place, printable, quoted, startOf } from './issue.ts';

/** Syntax errors after these few follow from them. */
const MAX_SYNTAX_ERRORS = 10;

/** A text being read, and what was found wrong so far. */
export type YamlSource = {
  readonly text: string;
  readonly file: string;
  readonly lines: LineCounter;
  readonly issues: Issue[];
};

/** The first document's content; what is wrong with its syntax joins the issues, a second document too. */
export function composeYaml(reading: YamlSource): ParsedNode | null {
  try {
    const tokens = new Parser(reading.lines.addNewLine).parse(reading.text);
    const composer = new Composer({ uniqueKeys: false });
    let contents: ParsedNode | null = null;
    let count = 0;
    for (const document of composer.compose(upToErrors(tokens), true, reading.text.length)) {
      count += 1;
      if (count > 1) {
        const place = placeOf(reading, document.range[0], 3);
        reading.issues.push(errorAt(place, 'several-documents', 'a file holds one document; remove this `---`'));
        break;
      }
      addSyntaxIssues(reading, document);
      contents = document.contents;
    }
    return contents;
  } catch {
    reading.issues.push(errorAt(startOf(reading.file), 'yaml', `\`${reading.file}\` cannot be read as YAML`));
    return null;
  }
}

/** Stops at the first few broken tokens: what is left of a file that is no YAML at all only costs time. */
function* upToErrors<T extends { readonly type: string }>(tokens: Iterable<T>): Generator<T, void> {
  let errors = 0;
  for (const token of tokens) {
    yield token;
    if (token.type === 'error') errors += 1;
    if (errors > MAX_SYNTAX_ERRORS) return;
  }
}

function addSyntaxIssues(reading: YamlSource, { errors, warnings }: Document.Parsed): void {
  for (const problem of [...errors, ...warnings].slice(0, MAX_SYNTAX_ERRORS)) addSyntaxIssue(reading, problem);
}

type Problem = { readonly message: string; readonly pos: readonly [number, number] };

function addSyntaxIssue(reading: YamlSource, { message, pos: [offset] }: Problem): void {
  const line = lineFrom(reading, offset, reading.text.length).trim();
  const near = line === '' ? `at a line's end in \`${reading.file}\`` : `near ${quoted(line.slice(0, 30))}`;
  const said = `${message.charAt(0).toLowerCase()}${message.slice(1, MAX_SHOWN)}`.replaceAll('`', "'");
  reading.issues.push(errorAt(placeOf(reading, offset, 1), 'yaml', `${printable(said)} (${near})`));
}

/** A place from an offset. */
function placeOf({ file, lines }: YamlSource, offset: number, width: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col, width: Math.max(1, width) };
}

/** More of a line than this is shown nowhere. */
const MAX_SHOWN = 200;

/** What stands between two offsets, its first line only. */
function lineFrom({ text }: YamlSource, start: number, end: number): string {
  return text.slice(start, Math.min(end, start + MAX_SHOWN)).replace(/[\r\n].*/su, '');
}

/** How a node is written, its first line only. */
export function sourceOf(reading: YamlSource, { range: [start, end] }: ParsedNode): string {
  return lineFrom(reading, start, end);
}

/** The place of a node, its width within its first line. */
export function placeOfNode(reading: YamlSource, node: ParsedNode): Place {
  return placeOf(reading, node.range[0], sourceOf(reading, node).length);
}
