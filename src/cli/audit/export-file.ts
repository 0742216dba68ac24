/**
 * Users from an export on disk or standard input, one by one: JSON lines (a user each, as ListUsers or flat), or CSV with
 * a header as Cognito's own import template has.
 */
import { createReadStream } from 'node:fs';
import { isObject, parseJson } from '../../core/json.ts';
import { csvRows } from './csv.ts';
import { type AuditedUser, userOf } from './user.ts';

/** A user, or the line that is none. */
type ExportEntry = AuditedUser | { readonly unreadable: number };

/** Reads an export; `-` is standard input. The first character tells the format: JSON lines start with a brace. */
export async function* exportedUsers(file: string): AsyncGenerator<ExportEntry> {
  const stream = file === '-' ? process.stdin : createReadStream(file);
  stream.setEncoding('utf8');
  const chunks: AsyncIterator<string> = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head = first.done ? '' : first.value.replace(/^\uFEFF/u, '');
  const all = startingWith(head, chunks);
  yield* head.trimStart().startsWith('{') ? fromJsonLines(all) : fromCsv(all);
}

async function* startingWith(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* fromJsonLines(chunks: AsyncIterable<string>): AsyncGenerator<ExportEntry> {
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number += 1;
    if (line.trim() !== '') yield entryOf(parseJson(line), number);
  }
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function* fromCsv(chunks: AsyncIterable<string>): AsyncGenerator<ExportEntry> {
  let header: readonly string[] | null = null;
  let number = 0;
  for await (const row of csvRows(chunks)) {
    number += 1;
    if (header === null) header = row;
    else yield entryOf(Object.fromEntries(header.map((name, index) => [name.trim(), row[index] ?? ''])), number);
  }
}

function entryOf(record: unknown, line: number): ExportEntry {
  return (isObject(record) ? userOf(record) : null) ?? { unreadable: line };
}
