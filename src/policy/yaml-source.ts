/**
 * YAML's syntax: one document from a text, its syntax errors as issues with places. Must not look at what nodes mean.
 */
import { Composer, type Document, type LineCounter, type Node, Parser } from 'yaml';
import { errorAt, type Issue, type Place, quoted, startOf } from './issue.ts';

/** Syntax errors after these few follow from them. */
const MAX_SYNTAX_ERRORS = 10;

/** A text being read, and what was found wrong so far. */
export type YamlSource = {
  readonly text: string;
  readonly file: string;
  readonly lines: LineCounter;
  readonly issues: Issue[];
};

/** The first document; what is wrong with its syntax joins the issues, a second document too. */
export function composeYaml(reading: YamlSource): Document.Parsed | null {
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false });
  try {
    const tokens = new Parser(reading.lines.addNewLine).parse(reading.text);
    const documents = composer.compose(upToErrors(tokens), true, reading.text.length);
    const first = documents.next();
    if (first.done) return null;
    const second = documents.next();
    if (!second.done) {
      const place = placeOf(reading, second.value.range[0], 3);
      reading.issues.push(errorAt(place, 'several-documents', 'a policy file holds one document; remove this `---`'));
    }
    addSyntaxIssues(reading, first.value);
    return first.value;
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

function addSyntaxIssue(
  reading: YamlSource,
  problem: { readonly message: string; readonly pos: readonly [number, number] },
) {
  const [offset] = problem.pos;
  const line =
    reading.text
      .slice(offset, offset + 200)
      .split(/[\r\n]/u)[0]
      ?.trim() ?? '';
  const near = line === '' ? `at a line's end in \`${reading.file}\`` : `near ${quoted(line.slice(0, 30))}`;
  const said = (problem.message.split('\n')[0] ?? '').replaceAll('`', "'");
  const message = `${said.charAt(0).toLowerCase()}${said.slice(1)} (${near})`;
  reading.issues.push(errorAt(placeOf(reading, offset, 1), 'yaml', message));
}

/** A place from an offset; the width stays within its line. */
function placeOf({ file, lines, text }: YamlSource, offset: number, width: number): Place {
  const { line, col } = lines.linePos(Math.min(offset, text.length));
  return { file, line: Math.max(1, line), column: Math.max(1, col), width: Math.max(1, width) };
}

/** The place of a node, its width within its first line. */
export function placeOfNode(reading: YamlSource, node: Node): Place {
  const [start, end] = node.range ?? [0, 0];
  const source = reading.text.slice(start, Math.min(end, start + 200));
  const newLine = source.search(/[\r\n]/u);
  return placeOf(reading, start, newLine === -1 ? source.length : newLine);
}
