/**
 * Compiles a document with the large data it needs, and only that: each comes by a dynamic import, so that a bundle keeps
 * it in a chunk of its own and a cold start without it does not pay. Data that fails to load leaves its condition unknown.
 */
import { NO_RESOURCES, type ResourceName, type Resources } from '../core/conditions/condition.ts';
import type { CompiledPolicy, PolicyDocument } from '../core/policy.ts';
import { compilePolicy, resourcesNeeded } from './compile.ts';

type Loaders = { readonly [Name in ResourceName]: () => Promise<Resources[Name]> };

/** Where each resource comes from. */
const LOADERS: Loaders = {
  disposableDomain: async () => (await import('../identity/disposable.ts')).isDisposableDomain,
  phoneCountry: async () => (await import('../identity/phone-country.ts')).countryOfPhone,
  registrableDomain: async () => (await import('../identity/registrable-domain.ts')).registrableDomain,
  mailbox: async () => (await import('../identity/mailbox.ts')).mailboxOf,
};

/** A compiled policy and the data it decides with. */
export type LoadedDocument = { readonly policy: CompiledPolicy; readonly resources: Resources };

/** Loads what a document needs and compiles it. */
export async function loadPolicy(document: PolicyDocument, loaders: Loaders = LOADERS): Promise<LoadedDocument> {
  const resources = await loadResources(resourcesNeeded(document), loaders);
  return { policy: compilePolicy(document, resources), resources };
}

async function loadResources(needed: ReadonlySet<ResourceName>, loaders: Loaders): Promise<Resources> {
  const [disposableDomain, phoneCountry, registrableDomain, mailbox] = await Promise.all([
    needed.has('disposableDomain') ? orNull(loaders.disposableDomain) : NO_RESOURCES.disposableDomain,
    needed.has('phoneCountry') ? orNull(loaders.phoneCountry) : NO_RESOURCES.phoneCountry,
    needed.has('registrableDomain') ? orNull(loaders.registrableDomain) : NO_RESOURCES.registrableDomain,
    needed.has('mailbox') ? orNull(loaders.mailbox) : NO_RESOURCES.mailbox,
  ]);
  return { disposableDomain, phoneCountry, registrableDomain, mailbox };
}

async function orNull<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch {
    return null;
  }
}
