/**
 * Writes the generated schemas beside the policies: `npm run schema`. A test fails when a file is stale.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from '../src/policy/json-schema.ts';

for (const [name, content] of Object.entries(schemaFiles())) {
  writeFileSync(join(import.meta.dirname, '..', 'policies', name), content);
}
