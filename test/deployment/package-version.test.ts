/** Which version of the deployment's function does the work of an event. */
import { describe, expect, it } from 'vitest';
import type { CustomResourceEvent } from '../../src/deployment/custom-resource.ts';
import { meantElsewhere } from '../../src/deployment/package-version.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:stack-Deployment';

function event(Package: unknown): CustomResourceEvent {
  const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'PublishedPolicy' };
  return {
    RequestType: 'Update',
    ResponseURL: 'http://127.0.0.1',
    ResourceType: 'Custom::PublishedPolicy',
    ResourceProperties: { Package },
    ...ids,
  };
}

describe('an event', () => {
  it.each([
    ['of the running version stays', `${ARN}:7`, '7', null],
    ['of a former version goes there', `${ARN}:6`, '7', `${ARN}:6`],
    ['of a later version goes there', `${ARN}:8`, '7', `${ARN}:8`],
    ['without a version stays', undefined, '7', null],
    ['of an alias stays', `${ARN}:live`, '7', null],
    ['that is no ARN stays', 'six', '7', null],
    ['stays with an unpublished function', `${ARN}:6`, '$LATEST', null],
  ])('%s', (_, arn, running, expected) => {
    expect(meantElsewhere(event(arn), running)).toBe(expected);
  });
});
