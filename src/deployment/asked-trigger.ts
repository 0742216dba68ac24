/**
 * What an event of `AttachedTrigger` asks for, read from its properties. Pure.
 */
import { isSameFunction } from '../aws/operator/function/function-arn.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { isEnvironment } from '../policy/names.ts';
import type { CustomResourceEvent } from './custom-resource.ts';

/** An attachment as the template describes it. */
export type AskedTrigger = {
  /** Whether the stack sets the trigger; otherwise the pool's owner does. */
  readonly attach: boolean;
  /** The same before this update. Older templates knew no other way. */
  readonly attachedBefore: boolean;
  readonly userPoolId: string;
  readonly functionArn: string;
  readonly replace: boolean;
  /** The role that writing the pool may hand on, or null. */
  readonly smsRole: string | null;
  /** This function and the one that this resource set before: neither is anybody else's. */
  readonly ours: readonly string[];
  /** The parameter that remembers whom we replaced. */
  readonly memory: string;
  /** The parameter that is there once it is settled that the pool's owner sets the trigger. */
  readonly ownerSets: string;
};

/** Reads the properties, or says what is wrong with them. */
export function askedTrigger(event: CustomResourceEvent): Result<AskedTrigger, string> {
  const { ResourceProperties, OldResourceProperties = {} } = event;
  const text = (name: string) => String(ResourceProperties[name] ?? '');
  const [userPoolId, functionArn, environment] = [text('UserPoolId'), text('FunctionArn'), text('Environment')];
  if (userPoolId === '' || functionArn === '') return fail('`UserPoolId` and `FunctionArn` are needed');
  if (!isEnvironment(environment)) return fail(`\`${environment}\` is no name of an environment: use a-z, 0-9 and -`);
  const former = String(OldResourceProperties['FunctionArn'] ?? '');
  const memory = `/signup-guard/${environment}/former-trigger/${userPoolId}`;
  return ok({
    attach: text('AttachTrigger') !== 'false',
    attachedBefore: OldResourceProperties['AttachTrigger'] !== 'false',
    userPoolId,
    functionArn,
    replace: text('ReplaceTrigger') === 'true',
    smsRole: text('SmsRoleArn') || null,
    ours: former === '' ? [functionArn] : [functionArn, former],
    memory,
    ownerSets: `${memory}/owner-sets`,
  });
}

/** Whether what a pool calls is this stack's function, now or as it was before an update. */
export function callsUs({ ours }: AskedTrigger, present: string | null): boolean {
  return present !== null && ours.some((arn) => isSameFunction(arn, present));
}
