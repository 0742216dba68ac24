/**
 * Cases files and files of holders, read with places. What a case means is `run-case.ts`'s.
 */
import { fail, ok, type Result } from '../core/result.ts';
import { type Case, CasesSchema, HoldersSchema } from './cases.ts';
import { errorAt, type Issue, quoted } from './issue.ts';
import { readShaped } from './read-shaped.ts';
import type { TypedHolder } from './rehearse.ts';
import type { Path } from './tree.ts';

type Source = { readonly file: string; readonly text: string | Uint8Array };

const CASE = CasesSchema.shape.cases._zod.def.element.shape;
const ATTEMPT_KEYS = Object.keys(CASE.attempt.shape);
const EXPECT_KEYS = Object.keys(CASE.expect.shape);
const HOLDER_KEYS = Object.keys(HoldersSchema.shape.holders._zod.def.element.shape);

function keysAt(path: Path): readonly string[] {
  if (path.length === 0) return ['cases', 'holders'];
  if (path.includes('withheld')) return ['attribute', 'because'];
  if (path.includes('attempt')) return ATTEMPT_KEYS;
  if (path.includes('expect')) return EXPECT_KEYS;
  return path.includes('holders') ? HOLDER_KEYS : Object.keys(CASE);
}

/** Reads a cases file. Two cases of one name could not be told apart in a report. */
export function readCases(source: Source): Result<readonly Case[], readonly Issue[]> {
  const read = readShaped(CasesSchema, source, keysAt);
  if (!read.ok) return read;
  const { value, placeOf } = read.value;
  const seen = new Set<string>();
  const repeated = value.cases.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [errorAt(placeOf(['cases', index, 'name']), 'duplicate-name', `the name ${quoted(name)} is already taken`)];
  });
  return repeated.length === 0 ? ok(value.cases) : fail(repeated);
}

/** Reads a file of holders: a list, or the same under `holders`. */
export function readHolders({ file, text }: Source): Result<readonly TypedHolder[], readonly Issue[]> {
  const written = typeof text === 'string' ? text : new TextDecoder().decode(text);
  if (/^(?:\s|#.*)*[-[]/u.test(written)) {
    const list = readShaped(HoldersSchema.shape.holders, { file, text: written }, () => HOLDER_KEYS);
    return list.ok ? ok(list.value.value) : list;
  }
  const read = readShaped(HoldersSchema, { file, text: written }, keysAt);
  return read.ok ? ok(read.value.value.holders) : read;
}
