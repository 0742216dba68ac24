/**
 * Descriptions attached to schema parts, for the generated JSON Schemas. The trigger never loads this.
 */
import * as z from 'zod/mini';

/** What a schema part carries beside its shape, in JSON Schema's own words. */
export type Description = {
  readonly title?: string;
  readonly description: string;
  readonly examples: readonly unknown[];
  readonly minProperties?: number;
  /** What JSON Schema says of several keys together. */
  readonly allOf?: readonly unknown[];
};

/** What editors show of each part of a schema. */
export const descriptions = z.registry<Description>();

/** A copy of a schema with a description: the original may be used elsewhere, with other words. */
export function described<T extends z.ZodMiniType>(schema: T, description: Description): T {
  const copy = z.clone(schema);
  descriptions.add(copy, description);
  return copy;
}
