/**
 * Which account and Region a command asks, given as the AWS CLI takes it: by options, or by the environment under each of its
 * names. The one place that writes to the environment, where the SDK looks; what stands in profiles is the SDK's to read.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { ClientAccount } from '../aws/operator/client-config.ts';
import { lacksSetting } from '../aws/operator/sentence.ts';
import { ok } from '../core/result.ts';
import { unknownProfile } from './aws-profiles.ts';
import { deployAccountIn } from './deploy-account.ts';

/** What every command takes and the SDK finds in the environment; a command that has one of its own keeps it. */
const OPTIONS = [
  { flags: '--region <region>', name: 'region', variable: 'AWS_REGION', says: 'the AWS Region' },
  { flags: '--profile <name>', name: 'profile', variable: 'AWS_PROFILE', says: 'the profile of the AWS settings' },
] as const;

/** Names that the AWS CLI knows and the SDK does not. */
const OTHER_NAMES = [
  ['AWS_DEFAULT_REGION', 'AWS_REGION'],
  ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'],
] as const;

/** Takes the environment as the AWS CLI does. An empty endpoint counts as none; the SDK would take it for an address. */
export function takeAwsNames(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) {
    if (name.startsWith('AWS_ENDPOINT_URL') && env[name] === '') delete env[name];
  }
  for (const [given, understood] of OTHER_NAMES) {
    if (env[given] && !env[understood]) env[understood] = env[given];
  }
}

/** Gives a command `--region` and `--profile`. */
export function declareAwsOptions(command: Command): void {
  const added = OPTIONS.filter(({ name }) => command.options.every((option) => option.attributeName() !== name));
  for (const { flags, variable, says } of added) command.option(flags, `${says} (default: \`${variable}\`)`);
  command.hook('preAction', () => {
    given.clear();
    for (const { name, variable } of added) {
      const value: unknown = command.getOptionValue(name);
      if (typeof value !== 'string') continue;
      process.env[variable] = value;
      given.set(name, value);
    }
  });
}

/** What the command line itself said, which comes before any file. */
const given = new Map<string, string>();

/** The account to ask for an environment; throws a sentence where a file or a profile is not as it should be. */
export function accountBehind(environment: string): ClientAccount {
  const text = samconfigHere();
  const found = text === null ? ok<ClientAccount>({}) : deployAccountIn(text, environment);
  if (!found.ok) throw new Error(found.error);
  const { region, profile } = found.value;
  const misspelt = profile === undefined || given.has('profile') ? null : unknownProfile(profile, process.env);
  if (misspelt !== null) throw new Error(`${misspelt}; \`samconfig.toml\` names it for \`${environment}\``);
  return {
    ...(region === undefined || given.has('region') ? {} : { region }),
    ...(profile === undefined || given.has('profile') ? {} : { profile }),
  };
}

function samconfigHere(): string | null {
  try {
    return readFileSync('samconfig.toml', 'utf8');
  } catch {
    return null;
  }
}

/** A failure's sentence; where Region or credentials lack and the profile is misspelt, that is the cause. */
export function withCause(sentence: string): string {
  const { AWS_PROFILE: profile } = process.env;
  if (!profile || !lacksSetting(sentence)) return sentence;
  const misspelt = unknownProfile(profile, process.env);
  return misspelt === null ? sentence : `${sentence}\n${misspelt}`;
}
