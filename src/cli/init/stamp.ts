/**
 * The first line of a file that the package wrote into somebody's folder: of which version it is, and what it held, so that a
 * later version renews it and never what somebody changed. Text only.
 */
import { createHash } from 'node:crypto';

/** What a stamped file says of itself; `intact`: nobody changed it since. */
export type Stamp = { readonly version: string; readonly intact: boolean };

const STAMP = /^# cognito-signup-guard (?<version>\d[\w.+-]*) (?<digest>[0-9a-f]{16}): .*\r?\n(?<body>[\s\S]*)$/u;

/** A file's text below the line that says where it is from. For files in which `#` begins a comment. */
export function stamped(body: string, version: string): string {
  return `# cognito-signup-guard ${version} ${digestOfBody(body)}: \`signup-guard init --update\` renews this file\n${body}`;
}

/** What a text's first line says; null where the package did not write it. */
export function stampOf(text: string): Stamp | null {
  const groups = STAMP.exec(text)?.groups;
  if (groups === undefined) return null;
  const { version = '', digest, body = '' } = groups;
  return { version, intact: digestOfBody(body) === digest };
}

/** Git may have changed the ends of lines, which changes nothing. */
function digestOfBody(body: string): string {
  return createHash('sha256').update(body.replaceAll('\r\n', '\n')).digest('hex').slice(0, 16);
}
