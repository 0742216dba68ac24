import { describe, expect, it } from 'vitest';
import { accountOf, readFunctionArn } from '../../../../src/aws/operator/function/function-arn.ts';

const PLAIN = 'arn:aws:lambda:us-east-1:123456789012:function:guard';

describe('the ARN of a function', () => {
  it('is taken apart', () => {
    expect(readFunctionArn(`${PLAIN}:live`)).toEqual({
      ok: true,
      value: {
        text: `${PLAIN}:live`,
        unqualified: PLAIN,
        region: 'us-east-1',
        account: '123456789012',
        name: 'guard',
        qualifier: 'live',
      },
    });
    expect(readFunctionArn(PLAIN)).toMatchObject({ value: { qualifier: null } });
  });

  it.each([`${PLAIN}:7`, `${PLAIN}:$LATEST`])('may not name a version: %s', (arn) => {
    expect(readFunctionArn(arn)).toMatchObject({ ok: false, error: expect.stringContaining('alias') });
  });

  it.each(['guard', 'arn:aws:lambda:us-east-1:123456789012:layer:x', `${PLAIN} `])('is not `%s`', (text) => {
    expect(readFunctionArn(text)).toMatchObject({ ok: false, error: expect.stringContaining('is not the ARN') });
  });

  it('names its account', () => {
    expect(accountOf(PLAIN)).toBe('123456789012');
    expect(accountOf('arn:aws:s3:::bucket')).toBeNull();
  });
});
