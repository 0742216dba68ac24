/**
 * What stands in the model's Parameter Store: a policy that decides quickly, cut into as many parts as a large one has.
 * Its digest fits, so that the trigger's own code puts it together.
 */
import { encodePolicy, partNames, readManifest } from '../../src/policy/manifest.ts';
import { parameterNames } from '../../src/policy/names.ts';
import { aDocument, anApproval } from '../../test/support/policies.ts';

const ENVIRONMENT = 'load';
const PROVENANCE = { stack: 'load', publisher: 'deployment' } as const;

/** Enough domains that a policy does not fit its parameter. */
const MANY = 400;

/** The parameters of a policy in that many parts; none means that the manifest holds it. */
export function publishedIn(parts: number): ReadonlyMap<string, string> {
  const { policy, hashKey } = parameterNames(ENVIRONMENT);
  const key: [string, string] = [hashKey, 'key'];
  if (parts === 0)
    return new Map([key, [policy, encodePolicy(aDocument({ rules: [anApproval()] }), PROVENANCE).manifest]]);
  const domains = Array.from({ length: MANY }, (_, index) => `${(index * 2_654_435_761).toString(36)}.example`);
  const rule = { ...anApproval(), when: { emailDomain: domains } };
  const encoded = encodePolicy(aDocument({ rules: [rule] }), PROVENANCE);
  const text = JSON.stringify({ ...JSON.parse(encoded.manifest), parts });
  const manifest = readManifest(text);
  if (manifest === null || encoded.parts.length === 0) throw new Error('the policy of the model has no parts');
  const pieces = cut(encoded.parts.join(''), parts);
  const names = partNames(`${policy}-parts`, manifest);
  return new Map([key, [policy, text], ...names.map((name, index): [string, string] => [name, pieces[index] ?? ''])]);
}

function cut(text: string, into: number): readonly string[] {
  const length = Math.floor(text.length / into);
  return Array.from({ length: into }, (_, index) =>
    text.slice(index * length, index === into - 1 ? undefined : (index + 1) * length),
  );
}
