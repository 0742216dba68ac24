/**
 * Writes the generated schemas beside the policies and the decision record: `npm run schema`. A test fails when a file is
 * stale.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from '../src/policy/cases/json-schema.ts';
import { decisionRecordSchemaText } from '../src/record/json-schema.ts';

const ROOT = join(import.meta.dirname, '..');

for (const [name, content] of Object.entries(schemaFiles())) {
  writeFileSync(join(ROOT, 'policies', name), content);
}
writeFileSync(join(ROOT, 'src/record/decision-record.schema.json'), decisionRecordSchemaText());
