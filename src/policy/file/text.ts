/**
 * From bytes to text, for policy files and list files alike: a size limit, UTF-8 only, no binary. Must not look at what
 * the text says.
 */
import { fail, ok, type Result } from '../../core/result.ts';

/** A policy of 50,000 domains is about 1.5 MB; whatever is larger is no policy. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Why a file cannot be read as text. */
export type TextProblem = { readonly code: 'too-large' | 'binary' | 'not-utf-8'; readonly message: string };

/** Decodes a file. `name` is what the message calls it. */
export function decodeText(name: string, content: string | Uint8Array): Result<string, TextProblem> {
  const size = Buffer.byteLength(content);
  if (size > MAX_FILE_BYTES) {
    const message = `\`${name}\` has ${size} bytes; a policy file may have ${MAX_FILE_BYTES} at most`;
    return fail({ code: 'too-large', message });
  }
  const text = typeof content === 'string' ? content : decodeUtf8(content);
  if (text === null) return fail({ code: 'not-utf-8', message: `\`${name}\` is not UTF-8 text; save it as UTF-8` });
  const nul = text.indexOf('\0');
  if (nul === -1) return ok(text.replace(/^\u{feff}/u, ''));
  return fail({ code: 'binary', message: `\`${name}\` holds a NUL byte at offset ${nul}; it is not a text file` });
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
