/**
 * Cases files and files of holders, read with places. What a case means is `run-case.ts`'s.
 */
import { readMoment } from '../../core/moment.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { errorAt, type Issue, quoted } from '../file/issue.ts';
import { readTree, shaped } from '../file/read-shaped.ts';
import { placeAt, type ReportedPath } from '../file/tree.ts';
import {
  AttemptSchema,
  type Case,
  CaseSchema,
  CasesSchema,
  ExpectationSchema,
  HolderSchema,
  HoldersSchema,
  WithheldSchema,
} from './cases.ts';
import type { TypedHolder } from './rehearse.ts';

type Source = { readonly file: string; readonly text: string | Uint8Array };

function keysOfCases(path: ReportedPath): readonly string[] {
  if (path.length === 0) return Object.keys(CasesSchema.shape);
  if (path.includes('withheld')) return Object.keys(WithheldSchema.shape);
  if (path.includes('attempt')) return Object.keys(AttemptSchema.shape);
  if (path.includes('expect')) return Object.keys(ExpectationSchema.shape);
  return path.includes('holders') ? keysOfHolder() : Object.keys(CaseSchema.shape);
}

function keysOfHolders(path: ReportedPath): readonly string[] {
  return path.length === 0 ? Object.keys(HoldersSchema.shape) : keysOfHolder();
}

function keysOfHolder(): readonly string[] {
  return Object.keys(HolderSchema.shape);
}

const NO_TIME = 'is no day and no time; write one that exists, as `2027-03-31` or `2027-03-31T12:00:00Z`';

/** Reads a cases file. Two cases of one name could not be told apart in a report. */
export function readCases(source: Source): Result<readonly Case[], readonly Issue[]> {
  const tree = readTree(source);
  if (!tree.ok) return tree;
  const file = shaped(CasesSchema, tree.value, keysOfCases);
  if (!file.ok) return file;
  const { cases } = file.value;
  const seen = new Set<string>();
  const repeated = cases.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const place = placeAt(tree.value, ['cases', index, 'name']);
    return [errorAt(place, 'duplicate-name', `the name ${quoted(name)} is already taken`)];
  });
  const untimed = cases.flatMap(({ at }, index) =>
    at === undefined || readMoment(at) !== null
      ? []
      : [errorAt(placeAt(tree.value, ['cases', index, 'at']), 'bad-time', `${quoted(at)} ${NO_TIME}`)],
  );
  const issues = [...repeated, ...untimed];
  return issues.length === 0 ? ok(cases) : fail(issues);
}

/** Reads a file of holders: a list, or the same under `holders`. */
export function readHolders(source: Source): Result<readonly TypedHolder[], readonly Issue[]> {
  const tree = readTree(source);
  if (!tree.ok) return tree;
  if (tree.value.kind === 'list') return shaped(HoldersSchema.shape.holders, tree.value, keysOfHolder);
  const named = shaped(HoldersSchema, tree.value, keysOfHolders);
  return named.ok ? ok(named.value.holders) : named;
}
