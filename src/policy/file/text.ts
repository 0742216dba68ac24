/**
 * From bytes to text, for policy files and list files alike: a size limit, UTF-8 only, no binary. Must not look at what
 * the text says.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import { errorAt, type Issue, startOf } from './issue.ts';

/** A policy of 50,000 domains is about 1.5 MB; whatever is larger is no policy. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Why a file cannot be read as text, and the line that shows it. */
type TextProblem = {
  readonly code: 'too-large' | 'binary' | 'not-utf-8';
  readonly line: number;
  readonly message: string;
};

/** The problem as an issue of its file. */
export function textIssue(file: string, { code, line, message }: TextProblem): Issue {
  return errorAt({ ...startOf(file), line }, code, message);
}

/** Decodes a file. `name` is what the message calls it. */
export function decodeText(
  name: string,
  content: string | Uint8Array,
  most: number = MAX_FILE_BYTES,
): Result<string, TextProblem> {
  const size = Buffer.byteLength(content);
  if (size > most) {
    const message = `\`${name}\` has ${size} bytes; a policy file may have ${most} at most`;
    return fail({ code: 'too-large', line: 1, message });
  }
  const text = typeof content === 'string' ? content : decodeUtf8(content);
  if (text === null) return fail({ code: 'not-utf-8', ...otherEncoding(name, Buffer.from(content)) });
  const nul = text.indexOf('\0');
  if (nul === -1) return ok(text.replace(/^\u{feff}/u, ''));
  const message = `\`${name}\` holds a NUL byte at offset ${nul}; it is not a text file`;
  return fail({ code: 'binary', line: 1, message });
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What a file that is not UTF-8 most likely is. The byte is shown as Latin-1 has it, so that its author knows it. */
function otherEncoding(name: string, bytes: Buffer): Pick<TextProblem, 'line' | 'message'> {
  if (UTF_16.has(bytes.toString('hex', 0, 2))) {
    return { line: 1, message: `\`${name}\` is UTF-16 text; save it as UTF-8` };
  }
  const { line, byte } = firstForeignByte(bytes);
  const shown = new TextDecoder('windows-1252').decode(byte);
  const named = `the byte 0x${byte.toString('hex').toUpperCase()}`;
  const message = `\`${name}\` is not UTF-8 text: line ${line} holds ${named}, in Latin-1 \`${shown}\`; save it as UTF-8`;
  return { line, message };
}

/** The marks that UTF-16 text begins with. */
const UTF_16: ReadonlySet<string> = new Set(['fffe', 'feff']);

const LINE_FEED = 0x0a;

/** The first byte that UTF-8 cannot explain, and its line. No character of UTF-8 goes over a line's end. */
function firstForeignByte(bytes: Buffer): { readonly line: number; readonly byte: Buffer } {
  let start = 0;
  let line = 1;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
    if (decodeUtf8(bytes.subarray(start, end)) === null) break;
    start = end + 1;
    line += 1;
  }
  const before = Buffer.byteLength(bytes.toString('utf8', start).replace(/\u{fffd}.*/su, ''));
  return { line, byte: bytes.subarray(start + before, start + before + 1) };
}
