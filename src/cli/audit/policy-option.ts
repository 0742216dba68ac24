/**
 * The policy that an audit judges by: a file, or what stands in Parameter Store (`ssm:ENV`).
 */
import { readLivePolicy } from '../../aws/operator/policy/live-policy.ts';
import { createParameterStore, createPublishingClient } from '../../aws/operator/policy/parameter-store.ts';
import type { CompiledPolicy, PolicyDocument } from '../../core/policy.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { readPolicyFile } from '../../files/policy-files.ts';
import { renderIssues } from '../../policy/file/report.ts';
import { loadPolicy } from '../../policy/load.ts';
import { digestOf } from '../../policy/manifest.ts';
import { isEnvironment, parameterNames } from '../../policy/names.ts';
import { linesOnDisk } from '../check-files.ts';

/** A policy that decides, with its digest. */
export type ChosenPolicy = { readonly policy: CompiledPolicy; readonly digest: string };

/** Why there is no policy: an invalid one ends with another exit code. */
export type NoAuditPolicy = { readonly message: string; readonly invalid: boolean };

/** Reads what the option names. */
export async function choosePolicy(option: string): Promise<Result<ChosenPolicy, NoAuditPolicy>> {
  const document = option.startsWith('ssm:') ? await fromParameterStore(option.slice(4)) : fromFile(option);
  if (!document.ok) return document;
  const { policy } = await loadPolicy(document.value);
  return ok({ policy, digest: digestOf(document.value) });
}

function fromFile(file: string): Result<PolicyDocument, NoAuditPolicy> {
  const parsed = readPolicyFile(file);
  if (parsed.ok) return ok(parsed.value.document);
  return fail({ message: renderIssues(parsed.error, linesOnDisk), invalid: true });
}

async function fromParameterStore(environment: string): Promise<Result<PolicyDocument, NoAuditPolicy>> {
  const refuse = (message: string) => fail({ message, invalid: false });
  if (!isEnvironment(environment)) return refuse(`\`${environment}\` is no name of an environment: use a-z, 0-9 and -`);
  const { policy } = parameterNames(environment);
  const live = await readLivePolicy(createParameterStore(createPublishingClient()), policy);
  if (!live.ok) return refuse(live.error);
  return live.value === null ? refuse(`there is no policy at \`${policy}\``) : ok(live.value.document);
}
