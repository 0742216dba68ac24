/**
 * A document as a policy file that people can edit: every setting written out, lists inlined. What it renders parses back
 * to the same document. Never part of the trigger.
 */
import { stringify } from 'yaml';
import type { PolicyDocument } from '../../core/policy.ts';

/** The line by which editors find the schema. */
const SCHEMA = '# yaml-language-server: $schema=./policy.schema.json\n';

/** Renders a document. */
export function renderPolicy(document: PolicyDocument): string {
  const { version, mode, attesters, rules, otherwise, denyMessage, busyMessage, nameMessage, takenNames, ...others } =
    document;
  const { collision, lookup, unavailable } = others;
  const inOrder = {
    version,
    mode,
    attesters,
    rules: rules.map(({ id, when, unless, limit, from, until, then, verify, acknowledge, message, mode: ofRule }) => {
      return { id, when, unless, limit, from, until, then, verify, acknowledge, message, mode: ofRule };
    }),
    otherwise,
    denyMessage,
    busyMessage,
    nameMessage,
    takenNames,
    collision,
    lookup,
    unavailable,
  };
  return `${SCHEMA}${stringify(inOrder, { lineWidth: 0, aliasDuplicateObjects: false, keepUndefined: false })}`;
}
