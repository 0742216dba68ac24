/**
 * The lab's policy file as it stands on disk: its text, what is wrong with it, and where its rules are, so that the page
 * can mark the one that decided. Reads; publishing is the lab's.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PolicyDocument } from '../../core/policy.ts';
import { ok, type Result } from '../../core/result.ts';
import { listReader, readPolicyFile } from '../../files/policy-files.ts';
import type { Issue } from '../../policy/file/issue.ts';
import { type ParsedPolicy, parsePolicy } from '../../policy/file/parse.ts';
import { renderIssues } from '../../policy/file/report.ts';
import { MAX_FILE_BYTES } from '../../policy/file/text.ts';
import { lintPolicy } from '../../policy/lints/lint.ts';
import { digestOf } from '../../policy/manifest.ts';
import type { Invitations } from '../invitations.ts';

/** First and last line, counted from 1. */
export type Lines = readonly [number, number];

/** A policy file as read. `report` is what `check` would print; `document` is null where it is invalid. */
export type PolicyReading = {
  readonly file: string;
  readonly text: string;
  readonly report: string;
  readonly document: PolicyDocument | null;
  readonly digest: string | null;
  readonly rules: Readonly<Record<string, Lines>>;
  /** Settings beside the rules that may decide, as far as they are written. */
  readonly settings: Readonly<Record<string, Lines>>;
  /** Every file that a change of would change the policy. */
  readonly files: readonly string[];
};

const SETTINGS = ['otherwise', 'mode', 'collision', 'unavailable', 'busyMessage', 'takenNames'] as const;

/** Puts the lab's own key beside those of each attester. */
type Trusting = Invitations['trusting'];

/** Reads the file; never throws. */
export function readLabPolicy(file: string, trusting: Trusting): PolicyReading {
  const bytes = bytesOf(file);
  if (bytes === null) {
    const unreadable = readPolicyFile(file);
    return { ...nothingRead(file, ''), report: reportOf(unreadable.ok ? [] : unreadable.error) };
  }
  const files = [file];
  const fromFolder = listReader(dirname(file));
  const parsed = parsePolicy({ file, text: bytes }, (name) => {
    files.push(join(dirname(file), name));
    return fromFolder(name);
  });
  return readingOf({ file, text: bytes.toString(), files }, parsed, trusting);
}

/** Reads a policy that was published, from what it looks like in a file. */
export function readPublishedPolicy(file: string, text: string): PolicyReading {
  const parsed = parsePolicy({ file, text }, () => ok('[]'));
  return readingOf({ file, text, files: [] }, parsed, (attesters) => attesters);
}

/** Reads a policy that stands in no file, a scene's; whatever keys it names are the lab's of that attester. */
export function readScenePolicy(file: string, text: string, attester: string, trusting: Trusting): PolicyReading {
  const keys = trusting([{ id: attester, keys: [], maxAge: '1d' }]).flatMap((one) => one.keys);
  const parsed = parsePolicy({ file, text }, () => ok(JSON.stringify({ keys })));
  return readingOf({ file, text, files: [] }, parsed, (attesters) => attesters);
}

type Source = Pick<PolicyReading, 'file' | 'text' | 'files'>;

function readingOf(
  { file, text, files }: Source,
  parsed: Result<ParsedPolicy, readonly Issue[]>,
  trusting: Trusting,
): PolicyReading {
  if (!parsed.ok) return { ...nothingRead(file, text), report: reportOf(parsed.error), files };
  const { placeOf } = parsed.value;
  const document = withOwnKeys(parsed.value.document, trusting);
  const lines = text.split(/\r\n|\n|\r/u);
  const range = (path: readonly (string | number)[]) => blockFrom(lines, placeOf(path).line);
  return {
    file,
    text,
    report: reportOf(lintPolicy(parsed.value)),
    document,
    digest: digestOf(document),
    rules: Object.fromEntries(document.rules.map(({ id }, index) => [id, range(['rules', index])])),
    settings: Object.fromEntries(
      SETTINGS.filter((key) => lines[placeOf([key]).line - 1]?.startsWith(`${key}:`)).map((key) => [key, range([key])]),
    ),
    files,
  };
}

function withOwnKeys(document: PolicyDocument, trusting: Trusting): PolicyDocument {
  return document.attesters === undefined ? document : { ...document, attesters: trusting(document.attesters) };
}

function nothingRead(file: string, text: string): PolicyReading {
  return { file, text, report: '', document: null, digest: null, rules: {}, settings: {}, files: [file] };
}

/** The bytes of a regular file of a size that a policy may have; null leaves the complaint to the checked reader. */
function bytesOf(file: string): Buffer | null {
  try {
    const stats = statSync(file);
    return stats.isFile() && stats.size <= MAX_FILE_BYTES ? readFileSync(file) : null;
  } catch {
    return null;
  }
}

function reportOf(issues: readonly Issue[]): string {
  return renderIssues(
    issues,
    (file) =>
      bytesOf(file)
        ?.toString()
        .split(/\r\n|\n|\r/u) ?? null,
  );
}

/** From a line to the last one that belongs to it: what is indented deeper, comments between included. */
function blockFrom(lines: readonly string[], first: number): Lines {
  const depth = indentOf(lines[first - 1] ?? '');
  let last = first;
  for (let line = first + 1; line <= lines.length; line += 1) {
    const text = lines[line - 1] ?? '';
    if (/^\s*(?:#.*)?$/u.test(text)) continue;
    if (indentOf(text) <= depth) break;
    last = line;
  }
  return [first, last];
}

function indentOf(line: string): number {
  return line.search(/\S|$/u);
}
