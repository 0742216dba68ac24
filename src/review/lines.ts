/**
 * Lines of files and standard input, gzip or plain, told apart by their first bytes. Streams: a file larger than memory is
 * fine. A damaged gzip gives the lines before the damage and is reported; it must not end the run.
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LONGEST_LINE } from '../record/read.ts';

/** How much is read at once. */
const CHUNK_BYTES = 1024 * 1024;

/** Takes lines; `failed` says in one sentence why a source gave no more. */
type LineSink = { readonly line: (line: string) => void; readonly failed: (problem: string) => void };

/** Reads every line of a file; `-` is standard input. */
export async function readLines(file: string, stdin: Readable, sink: LineSink): Promise<void> {
  const source = file === '-' ? stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    await splitLines(await inflated(source), sink.line);
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    sink.failed(
      cause === 'ENOENT'
        ? `\`${file}\` cannot be read: there is no such file`
        : `\`${file}\` could not be read to its end: ${cause}`,
    );
  }
}

/** The stream's text, inflated when it begins with gzip's magic number (RFC 1952, 2.3.1). */
async function inflated(source: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await firstBytes(chunks);
  const all = prepend(first, chunks);
  if (first[0] !== 0x1f || first[1] !== 0x8b) return all;
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  void pump(all, gunzip);
  return gunzip;
}

async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < 2) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    bytes = Buffer.concat([bytes, Buffer.from(value)]);
  }
  return bytes;
}

async function* prepend(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield Buffer.from(next.value);
}

async function pump(chunks: AsyncIterable<Buffer>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (gunzip.destroyed) return;
      await written(gunzip, chunk);
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : undefined);
  }
}

/** One chunk at a time: an end that came with the last one would throw away what a damaged chunk still gave. */
function written(gunzip: ReturnType<typeof createGunzip>, chunk: Buffer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  gunzip.write(chunk, () => resolve());
  return promise;
}

/** Cuts at line feeds. What has none for too long is dropped as it comes, not gathered. */
async function splitLines(chunks: AsyncIterable<Buffer>, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE + 1);
  }
  if (rest !== '') take(rest);
}
