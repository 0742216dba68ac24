/**
 * The ARN of a Lambda function as a pool may call it. Pure.
 */
import { fail, ok, type Result } from '../../../core/result.ts';

/** A function's ARN, taken apart. The qualifier is an alias's name, or null. */
export type FunctionArn = {
  readonly text: string;
  /** The ARN without its qualifier. */
  readonly unqualified: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly qualifier: string | null;
};

const ARN =
  /^(?<unqualified>arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):(?<account>[0-9]{12}):function:(?<name>[\w-]{1,64}))(?::(?<qualifier>[\w$-]{1,128}))?$/u;

/** Reads an ARN, or says why a pool cannot call it. Cognito refuses a bare version; an alias works (F4.9). */
export function readFunctionArn(text: string): Result<FunctionArn, string> {
  const groups = ARN.exec(text)?.groups;
  if (groups === undefined) return fail(`\`${text}\` is not the ARN of a Lambda function`);
  const { unqualified = '', region = '', account = '', name = '', qualifier } = groups;
  if (qualifier !== undefined && /^(?:[0-9]+|\$LATEST)$/u.test(qualifier)) {
    return fail(`\`${text}\` names the version \`${qualifier}\`; Cognito calls an alias or the plain function`);
  }
  return ok({ text, unqualified, region, account, name, qualifier: qualifier ?? null });
}

/**
 * Why a pool cannot use this function, or null. Cognito calls functions of its own region alone, and a pool has no policy
 * of its own, so a role of another account may never read it.
 */
export function strangerTo(poolArn: string, { text, region, account }: FunctionArn): string | null {
  const [, partition, , poolRegion, poolAccount] = poolArn.split(':');
  if (text.split(':')[1] !== partition) return `\`${text}\` is of another partition than the pool \`${poolArn}\``;
  if (region !== poolRegion)
    return `\`${text}\` is in ${region}, the pool in ${poolRegion}: a pool calls its own region`;
  if (account === poolAccount) return null;
  return `\`${text}\` is of account ${account}, the pool of ${poolAccount}: the function could not read the pool`;
}

/** Whether two ARNs name one function, whatever their qualifiers. */
export function isSameFunction(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => readFunctionArn(text));
  return (
    one === other || (left?.ok === true && right?.ok === true && left.value.unqualified === right.value.unqualified)
  );
}

/** The account that an ARN of any service belongs to, or null. */
export function accountOf(arn: string): string | null {
  const account = arn.split(':')[4];
  return account === undefined || account === '' ? null : account;
}
