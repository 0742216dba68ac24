/**
 * The text of files and of standard input: gzip, zstd or plain, UTF-8 or UTF-16, all told by their first bytes. Streams: a
 * file larger than memory is fine. What is damaged gives all that came before the damage, and says so; it never throws.
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { isFileTrouble, unreadableFile } from '../../files/file-trouble.ts';
import { wideEncodingOf } from '../../files/import/decode.ts';

/** How much is read at once. */
const CHUNK_BYTES = 1024 * 1024;

/** So many bytes tell compression and byte order. */
const HEAD_BYTES = 4;

/** Takes text as it comes, cut anywhere; `failed` says in one sentence why a source gave no more. */
export type TextSink = { readonly text: (text: string) => void; readonly failed: (problem: string) => void };

/** Reads a file to its end; `-` is standard input. */
export async function readText(file: string, stdin: Readable, sink: TextSink): Promise<void> {
  try {
    for await (const text of textPieces(file, stdin)) sink.text(text);
  } catch (error) {
    sink.failed(readingTrouble(file, error));
  }
}

/** The same for whoever asks for the next piece; throws where a source gives no more. */
export async function* textPieces(file: string, stdin: Readable): AsyncGenerator<string> {
  const source = file === '-' ? stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const { head, all } = await headed(unpacked(await headed(source)));
  const decoder = new TextDecoder(wideEncodingOf(head) ?? 'utf-8');
  for await (const chunk of all) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Why a source could not be read, in a sentence that quotes nothing of it. */
function readingTrouble(file: string, error: unknown): string {
  const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  if (!isFileTrouble(error)) return `\`${file}\` could not be read to its end: ${cause}`;
  return `${unreadableFile(file, error)}${cause === 'EISDIR' ? '; name the files in it' : ''}`;
}

type Chunks = AsyncIterable<Buffer>;
type Headed = { readonly head: Buffer; readonly all: Chunks };

/** The stream inflated where it begins with the magic number of gzip (RFC 1952, 2.3.1) or zstd (RFC 8878, 3.1.1). */
function unpacked({ head, all }: Headed): Chunks {
  if (head[0] === 0x1f && head[1] === 0x8b) return inflated(all, gzip);
  return head.toString('hex', 0, 4) === '28b52ffd' ? inflated(all, zstd) : all;
}

/** Takes member after member by itself, and passes over padding at the end, as gzip does. */
function gzip(): Inflater {
  return createGunzip({ chunkSize: CHUNK_BYTES });
}

/** Is done with the first frame: what follows it needs another. */
function zstd(): Inflater {
  return createZstdDecompress({ chunkSize: CHUNK_BYTES });
}

type Inflater = ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>;

async function* inflated(chunks: Chunks, create: () => Inflater): AsyncGenerator<Buffer> {
  const source = chunks[Symbol.asyncIterator]();
  for (let rest: Buffer | null = await nextOf(source); rest !== null; ) {
    const inflater = create();
    const fed = feed(inflater, rest, source);
    yield* inflater;
    rest = create === zstd ? await fed : null;
  }
}

/** A stream may give text. */
function bytesOf(chunk: Buffer | string): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
}

async function nextOf(source: AsyncIterator<Buffer>): Promise<Buffer | null> {
  const { done, value } = await source.next();
  return done === true ? null : value;
}

/** Gives the bytes that a frame's end left over; null at the end of all. */
async function feed(inflater: Inflater, first: Buffer, source: AsyncIterator<Buffer>): Promise<Buffer | null> {
  try {
    for (let chunk: Buffer | null = first; chunk !== null; chunk = await nextOf(source)) {
      if (inflater.destroyed) return null;
      const before = inflater.bytesWritten;
      await written(inflater, chunk);
      const taken = inflater.bytesWritten - before;
      if (taken < chunk.length && !inflater.destroyed) return chunk.subarray(taken);
    }
    inflater.end();
  } catch (error) {
    inflater.destroy(error instanceof Error ? error : undefined);
  }
  return null;
}

/** The first bytes of a stream, and all of it. Trouble that comes with them is told after them. */
async function headed(source: AsyncIterable<Buffer>): Promise<Headed> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let trouble: { readonly error: unknown } | null = null;
  while (head.length < HEAD_BYTES && trouble === null) {
    try {
      const { done, value } = await chunks.next();
      if (done === true) break;
      head = head.length === 0 ? bytesOf(value) : Buffer.concat([head, bytesOf(value)]);
    } catch (error) {
      trouble = { error };
    }
  }
  return { head, all: following(head, chunks, trouble) };
}

async function* following(
  head: Buffer,
  rest: AsyncIterator<Buffer>,
  trouble: { readonly error: unknown } | null,
): AsyncGenerator<Buffer> {
  yield head;
  if (trouble !== null) throw trouble.error;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield bytesOf(next.value);
}

/** One chunk at a time: an end that came with the last one would throw away what a damaged chunk still gave. */
function written(inflater: Inflater, chunk: Buffer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  inflater.write(chunk, () => resolve());
  return promise;
}
