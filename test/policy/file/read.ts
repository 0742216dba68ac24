/**
 * How the tests of this folder parse: a file name, a text, and list files from memory.
 */
import { fail, ok, type Result } from '../../../src/core/result.ts';
import type { Issue } from '../../../src/policy/file/issue.ts';
import type { ReadList } from '../../../src/policy/file/list-files.ts';
import { type ExaminedPolicy, examinePolicy, type ParsedPolicy, parsePolicy } from '../../../src/policy/file/parse.ts';

export type Lists = Readonly<Record<string, string>>;

/** Parses `policies/test.yaml` with list files from memory. */
export function parse(text: string | Uint8Array, lists: Lists = {}): Result<ParsedPolicy, readonly Issue[]> {
  return parsePolicy({ file: 'policies/test.yaml', text }, fromMemory(lists));
}

/** The same as a check looks at it. */
export function examine(text: string | Uint8Array, lists: Lists = {}): ExaminedPolicy {
  return examinePolicy({ file: 'policies/test.yaml', text }, fromMemory(lists));
}

function fromMemory(lists: Lists): ReadList {
  return (path) => {
    const content = lists[path];
    return content === undefined ? fail('there is no such file') : ok(content);
  };
}

/** The errors of a text; empty when it is valid. */
export function errorsOf(text: string | Uint8Array, lists: Lists = {}): readonly Issue[] {
  const result = parse(text, lists);
  return result.ok ? [] : result.error;
}

/** `line:column code` of each issue. */
export function spots(issues: readonly Issue[]): readonly string[] {
  return issues.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

/** A policy with one rule's lines, indented by four below the id. */
export function withRule(...lines: readonly string[]): string {
  const rule = lines.map((line) => `    ${line}\n`).join('');
  return `version: 1\nmode: enforce\notherwise: code\nrules:\n  - id: one\n${rule}`;
}
