/**
 * A history on the terminal: a version a line under a header, and below it why and what changed.
 */
import { styleText } from 'node:util';
import { shortDigest } from './offer.ts';
import type { Version } from './versions.ts';

/** A version, and what changed with it. */
export type ToldVersion = Version & { readonly change: string | null };

const HEAD = ['version', 'at (UTC)', 'by', 'digest', 'publisher', 'stack'];

/** Renders the versions. */
export function historyText(versions: readonly ToldVersion[]): string {
  const rows = versions.map(cellsOf);
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const told = versions.flatMap((version, index) => [
    `${line(rows[index] ?? [])}${version.live ? '  live' : ''}`,
    ...[version.message, version.change].flatMap((text) => (text === null ? [] : [`         ${text}`])),
  ]);
  return `${[styleText('dim', line(HEAD)), ...told].join('\n')}\n`;
}

function cellsOf({ version, modified, by, manifest }: Version): readonly string[] {
  return [
    String(version).padStart(7),
    modified.toISOString().slice(0, 19).replace('T', ' '),
    whoOf(by),
    manifest === null ? 'no policy' : shortDigest(manifest.digest),
    manifest?.publisher ?? '–',
    manifest?.stack || '–',
  ];
}

/** What of an ARN names somebody: `user/ann`, or a role and its session. */
function whoOf(arn: string | null): string {
  return arn === null ? '–' : arn.split(':').slice(5).join(':') || arn;
}
