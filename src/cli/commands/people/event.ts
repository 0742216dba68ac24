/**
 * `event`: a full test event for the trigger, in the shape that Cognito sends (F1.4), for the Lambda console,
 * `sam local invoke` and `sam remote invoke`.
 */
import { type Command, Option } from 'commander';
import { NAMED_TRIGGERS, type NamedTrigger, TRIGGER_SOURCES } from '../../../core/attempt.ts';
import { NO_CLIENT, triggerEvent } from '../../../lab/trigger/trigger-event.ts';
import { type CommandResult, example, type Finish, finished } from '../../command.ts';
import { collectPair, type Pairs } from '../../name-value.ts';
import { visibleJson } from '../../visible.ts';

type Options = {
  readonly trigger: NamedTrigger;
  readonly username?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly attribute?: Pairs;
  readonly metadata?: Pairs;
  readonly clientId: string;
  readonly userPoolId: string;
  readonly region: string;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  const triggers = new Option('--trigger <source>', 'where the user comes from').choices(NAMED_TRIGGERS);
  command
    .addOption(triggers.default('sign-up'))
    .option('--username <name>', 'the user name (default: one that fits the trigger)')
    .option('--email <address>', 'the attribute `email`')
    .option('--phone <number>', 'the attribute `phone_number`, as +12065550100')
    .option('--attribute <name=value>', 'any other attribute; repeat for more', collectPair)
    .option('--metadata <key=value>', 'client metadata; repeat for more', collectPair)
    .option('--client-id <id>', 'the app client', '1example23456789')
    .option('--user-pool-id <id>', 'the pool', 'us-east-1_EXAMPLE')
    .option('--region <region>', 'the region', 'us-east-1')
    .option('--json', 'print JSON on one line')
    .addHelpText('after', example('signup-guard event --email ann@example.com --phone +12065550100 > event.json'))
    .action((options: Options) => finish(run(options)));
}

async function run(options: Options): Promise<CommandResult> {
  const source = TRIGGER_SOURCES[options.trigger];
  const attributes = new Map([
    ...(options.email === undefined ? [] : [['email', options.email] as const]),
    ...(options.phone === undefined ? [] : [['phone_number', options.phone] as const]),
    ...Object.entries(options.attribute ?? {}),
  ]);
  const userName = options.username ?? (options.trigger === 'external-provider' ? 'Google_1234567890' : 'ann');
  const event = triggerEvent(
    { source, userName, attributes },
    {
      region: options.region,
      userPoolId: options.userPoolId,
      clientId: options.trigger === 'admin-create' ? NO_CLIENT : options.clientId,
      validationData: null,
      clientMetadata: options.metadata ?? null,
    },
  );
  return finished(`${visibleJson(event, options.json ? 0 : 2)}\n`);
}
