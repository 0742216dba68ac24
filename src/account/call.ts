/**
 * How the run asks an AWS account: one call by its name, answered with a value and never with an exception. Knows no SDK:
 * `aws/operator/account` makes the calls.
 */

/** A call as IAM's documents name services and the API its operations, such as `cognito-idp:SignUp`. */
export type CallName = `${CalledService}:${string}`;

/** The services that the run calls itself. */
export type CalledService = 'cloudformation' | 'cognito-idp' | 'dynamodb' | 'lambda' | 'logs' | 'ssm';

/** What the service answered, as its API describes it. */
export type CallOutput = Readonly<Record<string, unknown>>;

/** A refusal: the error's name and message, and of a cancelled transaction the reasons in order. */
export type CallError = {
  readonly name: string;
  readonly message: string;
  readonly reasons: readonly string[];
  /** Whether the stored item came with the refusal. */
  readonly item: boolean;
};

/** One answer. */
export type CallAnswer =
  | { readonly ok: true; readonly output: CallOutput }
  | { readonly ok: false; readonly error: CallError };

/** Makes one call; waits throttling out unless `once`. */
export type AccountCaller = (name: CallName, input: CallOutput, once?: 'once') => Promise<CallAnswer>;

/** The name under which a refused call is known, or `done`. */
export function nameOfAnswer(answer: CallAnswer): string {
  return answer.ok ? 'done' : answer.error.name;
}

/** A member of an answer that is a list of objects; anything else is an empty list. */
export function listIn(output: CallOutput, member: string): readonly CallOutput[] {
  const value = output[member];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}

/** A member of an answer that is an object; anything else is an empty one. */
export function objectIn(output: CallOutput, member: string): CallOutput {
  const value = output[member];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CallOutput) : {};
}

/** A member of an answer that is text; anything else is empty. */
export function textIn(output: CallOutput, member: string): string {
  const value = output[member];
  return typeof value === 'string' ? value : '';
}
