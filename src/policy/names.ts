/**
 * The names under which one environment stands in Parameter Store. Other people's scripts rely on them. Pure.
 */

/** An environment's name, as the template takes it. */
const ENVIRONMENT = /^[a-z0-9-]{1,32}$/u;

/** Whether a text may name an environment. */
export function isEnvironment(name: string): boolean {
  return ENVIRONMENT.test(name);
}

/** The parameters of one environment; the live policy, the shadow policy beside it, and the key of the pseudonyms. */
export type ParameterNames = { readonly policy: string; readonly candidate: string; readonly hashKey: string };

/** The full names of an environment's parameters. */
export function parameterNames(environment: string): ParameterNames {
  const root = `/signup-guard/${environment}`;
  return { policy: `${root}/policy`, candidate: `${root}/candidate`, hashKey: `${root}/hash-key` };
}

/** The folder that holds the parts of a policy that does not fit its parameter. */
export function partsFolder(parameter: string): string {
  return `${parameter}-parts`;
}
