/**
 * Statements for a file of people: every row of a CSV with a column `attestation` more. A row at a time, so that a hundred
 * thousand need no memory; the file appears whole or not at all.
 */
import { createReadStream, writeFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../core/result.ts';
import { isFileTrouble, unreadableFile } from '../../files/file-trouble.ts';
import { draftPrivately, type PrivateDraft } from '../../files/private-file.ts';
import { csvLine, csvRows } from '../audit/csv.ts';
import type { Progress } from '../progress.ts';

/** An address of a row, or both. */
export type Addressee = { readonly email?: string | undefined; readonly phone?: string | undefined };

/** Signs for an addressee; null where a row's addresses are none. */
export type Attest = (addressee: Addressee) => Promise<string | null>;

/** How many statements were made, and the rows (the header is row 1) that have no address to attest. */
type Batch = { readonly attested: number; readonly left: readonly number[] };

const COLUMN = 'attestation';

/** Rows signed at once: the threads of the crypto library share them. */
const AT_ONCE = 64;

type Columns = { readonly email: number; readonly phone: number; readonly own: number; readonly replaces: boolean };

/** Attests every row of a file into another. */
export async function attestFile(
  file: string,
  out: string,
  attest: Attest,
  progress: Progress,
): Promise<Result<Batch, string>> {
  let draft: PrivateDraft | null = null;
  let unread: string | null = null;
  const failed = (error: unknown) => {
    if (isFileTrouble(error)) unread = unreadableFile(file, error);
  };
  try {
    draft = draftPrivately(out);
    const { descriptor, keep } = draft;
    const batch = await attestRows(rowsIn(file, failed), (line) => writeFileSync(descriptor, line), attest, progress);
    if (!batch.ok) return batch;
    draft = null;
    keep();
    return batch;
  } catch (error) {
    return fail(unread ?? `\`${file}\` was not attested: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    draft?.drop();
  }
}

/** `failed` hears of what ends the reading, which the file that is written may not be blamed for. */
function rowsIn(file: string, failed: (error: unknown) => void): AsyncGenerator<readonly string[]> {
  const stream = file === '-' ? process.stdin : createReadStream(file);
  stream.setEncoding('utf8');
  stream.once('error', failed);
  return csvRows(stream);
}

async function attestRows(
  rows: AsyncGenerator<readonly string[]>,
  write: (line: string) => void,
  attest: Attest,
  progress: Progress,
): Promise<Result<Batch, string>> {
  const header = (await rows.next()).value?.map((name: string) => name.replace(/^\u{feff}/u, '').trim()) ?? [];
  const columns = columnsOf(header);
  if (columns === null) return fail('the first line names neither a column `email` nor `phone_number`');
  write(csvLine(withToken(header, columns, COLUMN)));
  const left: number[] = [];
  let number = 1;
  let waiting: Promise<readonly [readonly string[], string | null]>[] = [];
  const flush = async () => {
    for (const [row, token] of await Promise.all(waiting)) {
      number += 1;
      if (token === null) left.push(number);
      write(csvLine(withToken(row, columns, token ?? '')));
    }
    waiting = [];
    progress.at(number - 1, null);
  };
  for await (const row of rows) {
    const addressee = {
      email: row[columns.email]?.trim() || undefined,
      phone: row[columns.phone]?.trim() || undefined,
    };
    waiting.push(attest(addressee).then((token) => [row, token] as const));
    if (waiting.length === AT_ONCE) await flush();
  }
  await flush();
  return ok({ attested: number - 1 - left.length, left });
}

/** A row with its statement; a row that is longer or shorter than the first keeps all it has. */
function withToken(row: readonly string[], { own, replaces }: Columns, token: string): readonly string[] {
  const padded = [...row, ...Array.from({ length: Math.max(0, own - row.length) }, () => '')];
  return padded.toSpliced(own, replaces ? 1 : 0, token);
}

/** Where the addresses stand, and where the statement goes: its own column if there is one, else the last. */
function columnsOf(header: readonly string[]): Columns | null {
  const at = (...names: readonly string[]) => header.findIndex((name) => names.includes(name.toLowerCase()));
  const email = at('email');
  const phone = at('phone_number', 'phone');
  const own = at(COLUMN);
  return email < 0 && phone < 0 ? null : { email, phone, own: own < 0 ? header.length : own, replaces: own >= 0 };
}
