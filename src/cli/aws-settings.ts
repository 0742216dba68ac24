/**
 * Which account and Region a command asks, given as the AWS CLI takes it: by options, or by the environment under each of its
 * names. The one place that writes to the environment, where the SDK looks; what stands in profiles is the SDK's to read.
 */
import type { Command } from 'commander';

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
    for (const { name, variable } of added) {
      const value: unknown = command.getOptionValue(name);
      if (typeof value === 'string') process.env[variable] = value;
    }
  });
}
