/**
 * Which published version of the deployment's function an event belongs to. CloudFormation takes no change of a service
 * token, so the token is the function's alias and each resource names its package's version beside it: whichever version
 * is called, the one whose files are meant does the work. A rollback so runs the former version with the former files.
 */
import type { CustomResourceEvent } from './custom-resource.ts';

/** A function's ARN with a published version at its end (AWS Lambda API, `FunctionArn`). */
const VERSION_ARN = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+:(?<version>\d+)$/u;

/**
 * The ARN of the version that an event is for, or null when that is the one running.
 *
 * @param running the version that is running, as Lambda's context names it; `$LATEST` takes every event
 */
export function meantElsewhere({ ResourceProperties }: CustomResourceEvent, running: string): string | null {
  const arn = ResourceProperties['Package'];
  if (typeof arn !== 'string' || !/^\d+$/u.test(running)) return null;
  const meant = packageNumber(arn);
  return meant === undefined || meant === running ? null : arn;
}

/** Whether an update goes back to an older package: versions only grow, so nothing but a roll-back does. */
export function rollsBack({ ResourceProperties, OldResourceProperties }: CustomResourceEvent): boolean {
  const [next, former] = [ResourceProperties, OldResourceProperties].map((properties) =>
    packageNumber(properties?.['Package']),
  );
  return Number(next) < Number(former);
}

/** The number of a package's version, or undefined where a resource names none. */
export function packageNumber(arn: unknown): string | undefined {
  return typeof arn === 'string' ? VERSION_ARN.exec(arn)?.groups?.['version'] : undefined;
}
