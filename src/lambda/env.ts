/**
 * The one place of the trigger that reads the environment. What is missing or misspelt never stops a sandbox from
 * starting: it becomes the safe setting, and the policy or table that cannot be found becomes doubt.
 */
import type { Fallback } from '../core/policy.ts';

/** The settings of a deployment. */
export type Settings = {
  readonly environment: string;
  readonly policyParameter: string;
  readonly hashKeyParameter: string;
  /** The shadow policy beside the live one. */
  readonly candidateParameter: string;
  /** In milliseconds. */
  readonly policyMaxAgeMs: number;
  readonly whenPolicyUnavailable: Fallback;
  /** Null when claims are switched off. */
  readonly claimTable: string | null;
  /** Null where nothing can be counted. */
  readonly limitTable: string | null;
  readonly stack: string;
  /** The function that the pool called before; null where it had none. */
  readonly companionArn: string | null;
  /** The name of this function. */
  readonly functionName: string;
  readonly serviceName: string;
};

const DEFAULT_MAX_AGE_S = 60;

/** Reads the settings from variables. */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const environment = env['ENVIRONMENT'] || 'dev';
  const maxAge = Number(env['POLICY_MAX_AGE'] || DEFAULT_MAX_AGE_S);
  const policyParameter = env['POLICY_PARAMETER'] || `/signup-guard/${environment}/policy`;
  return {
    environment,
    policyParameter,
    candidateParameter: `${policyParameter.replace(/\/policy$/u, '')}/candidate`,
    hashKeyParameter: env['HASH_KEY_PARAMETER'] || `/signup-guard/${environment}/hash-key`,
    policyMaxAgeMs: 1000 * (Number.isFinite(maxAge) && maxAge >= 0 ? maxAge : DEFAULT_MAX_AGE_S),
    whenPolicyUnavailable: env['WHEN_POLICY_UNAVAILABLE'] === 'deny' ? 'deny' : 'code',
    claimTable: env['CLAIM_TABLE'] || null,
    limitTable: env['LIMIT_TABLE'] || null,
    stack: env['STACK_NAME'] || 'signup-guard',
    companionArn: env['COMPANION_FUNCTION_ARN'] || null,
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'] || '',
    serviceName: env['POWERTOOLS_SERVICE_NAME'] || 'signup-guard',
  };
}
