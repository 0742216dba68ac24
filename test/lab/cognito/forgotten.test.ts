/**
 * Forgotten passwords over the wire, and what the lab leaves out, said by name.
 */
import {
  ConfirmForgotPasswordCommand,
  CreateGroupCommand,
  ForgotPasswordCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf } from '../lab.ts';
import { EMAIL, labOfAnn, signIn } from './accounts.ts';

let lab: Awaited<ReturnType<typeof labOfAnn>>;
beforeEach(async () => {
  lab = await labOfAnn();
});
afterEach(() => lab.close());

function forgot(Username: string) {
  return lab.cognito.send(new ForgotPasswordCommand({ ClientId: lab.state.publicClient.id, Username }));
}

function confirm(Username: string, ConfirmationCode: string, Password = 'Other-horse-2') {
  const input = { ClientId: lab.state.publicClient.id, Username, ConfirmationCode, Password };
  return lab.cognito.send(new ConfirmForgotPasswordCommand(input));
}

function lastCode() {
  return lab.events.filter((event) => event.kind === 'code-sent').at(-1)?.code ?? '';
}

describe('a forgotten password', () => {
  it('is replaced by the code that was sent', async () => {
    expect(await forgot(EMAIL)).toMatchObject({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    await confirm(EMAIL, lastCode());

    expect((await signIn(lab, 'ann', 'Other-horse-2')).AuthenticationResult).toBeDefined();
  });

  it.each(['nobody', 'nobody@example.com'])('of %s looks sent, and nothing is', async (name) => {
    expect(await forgot(name)).toMatchObject({ CodeDeliveryDetails: { Destination: 'n***@e***' } });

    expect(lastCode()).toBe('');
    expect(await errorOf(confirm(name, '123456'))).toMatchObject({ name: 'CodeMismatchException' });
  });

  it('has an hour', async () => {
    await forgot('ann');
    lab.pass(3_600_001);

    expect(await errorOf(confirm('ann', lastCode()))).toMatchObject({ name: 'ExpiredCodeException' });
  });
});

describe('what the lab leaves out', () => {
  it.each([
    ['groups', () => new CreateGroupCommand({ UserPoolId: 'us-east-1_x', GroupName: 'g' }), 'it has no groups'],
    ['MFA', () => new SetUserPoolMfaConfigCommand({ UserPoolId: 'us-east-1_x' }), 'it has no MFA and no passkeys'],
  ])('is named: %s', async (_, command, words) => {
    const { name, message } = await errorOf(lab.cognito.send(command() as CreateGroupCommand));

    expect(name).toBe('UnknownOperationException');
    expect(message).toContain(words);
  });

  it.each(['/login', '/signup', '/oauth2/authorize', '/oauth2/token'])('is named: the page at %s', async (path) => {
    const answer = await fetch(`${lab.lab.endpoint}${path}`);

    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain('no hosted pages');
  });
});
