import type { PolicyDocument } from '../core/policy.ts';
import type { Issue, Place } from './issue.ts';
export function lintPolicy(
  _document: PolicyDocument,
  _placeOf: (path: readonly (string | number)[]) => Place,
): readonly Issue[] {
  return [];
}
