/**
 * The decision record as JSON Schema, for tools that read the log without this package. Derived from the one type; the
 * file beside it is written by `npm run schema` and must not be edited.
 */
import * as z from 'zod/mini';
import { DecisionRecordSchema } from './decision-record.ts';
import { RECORD_SCHEMA } from './version.ts';

/** The text of `decision-record.schema.json`. */
export function decisionRecordSchemaText(): string {
  const schema = z.toJSONSchema(DecisionRecordSchema, { target: 'draft-2020-12', io: 'input' });
  const described = {
    title: 'Decision record of cognito-signup-guard',
    description: `Version ${RECORD_SCHEMA}: the value of \`decision\` in a log line. Addresses and names are keyed hashes.`,
    ...schema,
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}
