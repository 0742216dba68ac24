import { describe, expect, it } from 'vitest';
import { deployAccountIn } from '../../src/cli/deploy-account.ts';

const SAMCONFIG = `version = 0.1
[default.deploy.parameters]
region = "us-east-1"
parameter_overrides = ["Environment=dev"]
[dev.deploy.parameters]
profile = "playground"
parameter_overrides = ["Environment=dev", "LogLevel=DEBUG"]
[staging.global.parameters]
region = "eu-west-1"
profile = "everybody"
[staging.deploy.parameters]
profile = "staging"
[live.deploy.parameters]
region = "eu-west-3"
parameter_overrides = "LogLevel=INFO ParameterKey=Environment,ParameterValue=prod"
[odd.deploy.parameters]
region = 7
`;

describe('the account of an environment', () => {
  it.each([
    ['of the section of its name, before one that also deploys it', 'dev', { profile: 'playground' }],
    ['of deployment before what is for all commands', 'staging', { region: 'eu-west-1', profile: 'staging' }],
    ['of whatever section deploys it', 'prod', { region: 'eu-west-3' }],
    ['nobody names', 'live', {}],
    ['no section is for', 'test', {}],
    ['is no text', 'odd', {}],
  ])('is that %s', (_, environment, account) => {
    expect(deployAccountIn(SAMCONFIG, environment)).toEqual({ ok: true, value: account });
  });

  it('is not guessed where the file is no TOML', () => {
    expect(deployAccountIn('[dev\n', 'dev')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^`samconfig\.toml` cannot be read: \S/u),
    });
  });
});
