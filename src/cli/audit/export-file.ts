/**
 * Users from an export on disk or standard input: `aws cognito-idp list-users` as printed, page after page, arrays and lines
 * of JSON, or a table with a header, in gzip, zstd or plain. Gives a few at a time; no export ends a run.
 */
import { isObject, type RawObject } from '../../core/json.ts';
import { textPieces } from '../../review/source/bytes.ts';
import { createLook } from '../../review/source/look.ts';
import { createPieces, type Pieces } from '../../review/source/pieces.ts';
import { createRecords, HEADER_BYTES, headerForm } from '../../review/source/table.ts';
import { type AuditedUser, userOf } from './user.ts';
import { namesUsers } from './user-fields.ts';

/** What came of reading on: users, how many entries were none, and what the export looks like so far. */
export type ExportPart = {
  readonly users: readonly AuditedUser[];
  readonly unreadable: number;
  readonly look: string | null;
};

type Reading = { users: AuditedUser[]; unreadable: number; readonly look: ReturnType<typeof createLook> };

/** Reads an export; `-` is standard input. Throws where it cannot be read on. */
export async function* exportedUsers(file: string): AsyncGenerator<ExportPart> {
  const reading: Reading = { users: [], unreadable: 0, look: createLook() };
  let head = '';
  let into: Pieces | null = null;
  for await (const text of textPieces(file, process.stdin)) {
    if (into === null) {
      head += text;
      if (!head.trimStart().includes('\n') && head.length < HEADER_BYTES) continue;
      into = readerOf(head, reading);
      into.text(head);
    } else into.text(text);
    yield part(reading);
  }
  const last = into ?? readerOf(head, reading);
  if (into === null) last.text(head);
  last.end();
  yield part(reading);
}

/** A table where the first line is a header that names users, JSON where it is anything else. */
function readerOf(head: string, reading: Reading): Pieces {
  const form = headerForm(head);
  if (form !== null && namesUsers(form.names)) return createRecords(form, (row) => take(reading, row));
  const unread = () => {
    reading.unreadable += 1;
  };
  return createPieces({
    value: (value) => take(reading, value),
    wrapper: () => {},
    isWhole: (value) => isObject(value) && userOf(value) !== null,
    broken: () => {
      unread();
      reading.look.broken();
    },
    other: (line) => {
      unread();
      reading.look.line(line);
    },
  });
}

/** A user, or the users of a page that stands on one line. */
function take(reading: Reading, value: unknown): void {
  const page = isObject(value) ? pageOf(value) : null;
  if (page !== null) {
    for (const one of page) take(reading, one);
    return;
  }
  const user = isObject(value) ? userOf(value) : null;
  if (user !== null) reading.users.push(user);
  else {
    reading.unreadable += 1;
    reading.look.value(value);
  }
}

function pageOf(value: RawObject): readonly unknown[] | null {
  const users = value['Users'] ?? value['users'];
  return Array.isArray(users) ? users : null;
}

function part(reading: Reading): ExportPart {
  const { users, unreadable, look } = reading;
  Object.assign(reading, { users: [], unreadable: 0 });
  return { users, unreadable, look: look.words() };
}
