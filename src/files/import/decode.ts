/**
 * Bytes of a foreign list to text: UTF-8 with or without its mark, UTF-16 with or without its own, or the encoding that
 * was named. Never guesses among the encodings of one byte a letter: they all fit, and all but one are wrong.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import { decodeText } from '../../policy/file/text.ts';

/** Encodings that may be named. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'latin1'] as const;

/** One of them. */
export type Encoding = (typeof ENCODINGS)[number];

/** So much of a file tells whether every other byte is zero. */
const SAMPLE = 1000;

/** Decodes a file; the error is a sentence. */
export function decodeList(file: string, bytes: Uint8Array, named: Encoding | null): Result<string, string> {
  const encoding = named ?? wideEncodingOf(bytes);
  if (encoding === null || encoding === 'utf-8') return fromUtf8(file, bytes);
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return fail(`\`${file}\` is not ${encoding} text`);
  }
}

function fromUtf8(file: string, bytes: Uint8Array): Result<string, string> {
  const text = decodeText(file, bytes, bytes.length);
  if (text.ok) return text;
  const other = text.error.code === 'not-utf-8' ? ', or say `--encoding latin1`' : '';
  return fail(`${text.error.message}${other}`);
}

/** UTF-16 by its mark, or because plain letters have a zero byte each; null for anything else. */
export function wideEncodingOf(bytes: Uint8Array): Encoding | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  const zerosAt = (parity: number) => sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  if (zerosAt(1) > sample.length / 4) return 'utf-16le';
  return zerosAt(0) > sample.length / 4 ? 'utf-16be' : null;
}
