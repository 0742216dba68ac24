/**
 * The schema files that ship, and an independent validator of them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

export const FOLDER = join(import.meta.dirname, '..', '..', '..', 'policies');

/** The text of a file that ships in `policies/`. */
export function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** A validator by a schema that ships; strict about the schema itself too. */
export function validator(name: string) {
  return new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(JSON.parse(read(name)));
}
