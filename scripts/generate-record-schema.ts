/**
 * Writes `src/record/decision-record.schema.json` from the record's type. A test fails while the file is stale.
 */
import { writeFileSync } from 'node:fs';
import { decisionRecordSchemaText } from '../src/record/json-schema.ts';

writeFileSync(new URL('../src/record/decision-record.schema.json', import.meta.url), decisionRecordSchemaText());
