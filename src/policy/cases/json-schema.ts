/**
 * The JSON Schemas that editors complete and check policy files with, made from the one schema. `scripts/write-schema.ts`
 * writes them beside the policies. Never part of the trigger.
 */
import * as z from 'zod/mini';
import { descriptions } from '../file/described.ts';
import { policyFileSchema } from '../file/file-schema.ts';
import { CasesSchema } from './cases.ts';

/** The generated files, by name within `policies/`. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return {
    'policy.schema.json': render(policyFileSchema()),
    'cases.schema.json': render(CasesSchema),
  };
}

/** JSON Schema 2020-12 of what may be written, so that keys with a default are optional. */
function render(schema: z.ZodMiniType): string {
  const json = z.toJSONSchema(schema, { io: 'input', metadata: descriptions, target: 'draft-2020-12' });
  return `${JSON.stringify(json, null, 2)}\n`;
}
