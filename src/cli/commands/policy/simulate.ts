/**
 * `simulate`: what a policy would decide of one attempt, and rule by rule why. Exit 2 when it is refused.
 */
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { NAMED_TRIGGERS } from '../../../core/attempt.ts';
import { FAILURE_CAUSES } from '../../../core/facts.ts';
import { readMoment } from '../../../core/moment.ts';
import { unreadableFile } from '../../../files/file-trouble.ts';
import { readHolders } from '../../../policy/cases/read-cases.ts';
import type { RehearsedFaults } from '../../../policy/cases/rehearse.ts';
import type { TypedAttempt } from '../../../policy/cases/typed-attempt.ts';
import { errorAt, startOf } from '../../../policy/file/issue.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import { collectPair, type Pairs } from '../../name-value.ts';
import { POLICY_WORDS, readReference, withIssues, withoutPolicy } from '../../policy-reference.ts';
import { type AttemptInput, fileInput, typedInput } from '../../simulate/attempt-input.ts';
import { renderSimulation } from '../../simulate/render.ts';
import { collectSeen, type SeenBefore, unlimitedAmong } from '../../simulate/seen.ts';
import { type Simulation, simulate } from '../../simulate/simulation.ts';
import { asKnownTo, presenting } from '../../simulate/statement.ts';
import { unrepeated } from '../../simulate/unrepeated.ts';
import { visibleIn } from '../../visible.ts';

type Options = Omit<TypedAttempt, 'attributes' | 'at'> & {
  readonly at?: number;
  readonly policy: string;
  readonly attribute?: Pairs;
  readonly metadata?: Pairs;
  readonly attestation?: string;
  readonly userPoolId?: string;
  readonly event?: string;
  readonly holders?: string;
  readonly seen?: SeenBefore;
  readonly fault?: RehearsedFaults;
  readonly json?: boolean;
};

const CALLS: readonly string[] = ['list', 'get', 'claims', 'limits', 'ssm'];

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--policy <policy>', `the policy: ${POLICY_WORDS}`)
    .option('--email <address>', 'the attribute `email`, well-formed or not')
    .option('--phone <number>', 'the attribute `phone_number`, as +12065550100')
    .option('--user <name>', 'the user name')
    .option('--client <id>', 'the app client')
    .addOption(new Option('--trigger <source>', 'where the user comes from (default: sign-up)').choices(NAMED_TRIGGERS))
    .option('--provider <name>', 'the identity provider of a first federated sign-in')
    .option('--attribute <name=value>', 'any other attribute; repeat for more', collectPair)
    .option('--metadata <key=value>', 'client metadata; repeat for more', collectPair)
    .option('--validation-data <key=value>', 'validation data; repeat for more', collectPair)
    .option('--at <time>', 'when, as 2027-03-31 or 2027-03-31T12:00:00Z (default: now)', readTime)
    .option('--attestation <token>', 'a signed statement, verified by the keys of the policy')
    .option('--attested <email=id>', 'an address that this attester proved: email=ID or phone=ID', collectAttested)
    .option('--user-pool-id <id>', "the pool (default: the statement's own)")
    .option(
      '--event <file>',
      'a Cognito test event or a decision record instead, `-` for standard input; `--trigger` may stand beside it',
    )
    .option('--seen <rule=n>', "earlier attempts with the key of that rule's limit; repeat for more", collectSeen)
    .option('--holders <file>', 'users in the pool already, as in a cases file (default: an empty pool)')
    .option(
      '--fault <call=cause>',
      'what gives no answer: list, get, claims, limits or ssm, as list=timeout',
      collectFault,
    )
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard simulate --policy policies/prod.yaml --email ann@example.com'))
    .action((options: Options) => finish(run(options)));
}

function readTime(text: string): number {
  const moment = readMoment(text);
  if (moment === null) throw new InvalidArgumentError('write a day or a time that exists, with its zone.');
  return moment.begins;
}

function collectAttested(text: string, before: TypedAttempt['attested'] = {}): TypedAttempt['attested'] {
  const [name = '', id = '', ...rest] = text.split('=');
  const field = name === 'phone_number' ? 'phone' : name;
  if ((field !== 'email' && field !== 'phone') || id === '' || rest.length > 0)
    throw new InvalidArgumentError('write it as email=ID or phone=ID.');
  return { ...before, [field]: id };
}

function collectFault(text: string, before: RehearsedFaults = {}): RehearsedFaults {
  const [call = '', cause = ''] = text.split('=');
  if (!CALLS.includes(call)) throw new InvalidArgumentError('write list, get, claims, limits or ssm before the `=`.');
  const known = FAILURE_CAUSES.find((name) => name === cause);
  if (known === undefined) throw new InvalidArgumentError(`Allowed causes are ${FAILURE_CAUSES.join(', ')}.`);
  return { ...before, [call]: known };
}

async function run(options: Options): Promise<CommandResult> {
  const sources = [options.policy, options.event, options.holders].filter((name) => name === '-');
  if (sources.length > 1) return failed('only one of `--policy`, `--event` and `--holders` can be standard input');
  if (options.attestation !== undefined && options.attested !== undefined)
    return failed('`--attestation` and `--attested` exclude each other');
  const input = await inputOf(options);
  if (!input.ok) return failed(input.error);
  const policy = await readReference(options.policy);
  if (!policy.ok) return withoutPolicy(policy.error, options.json);
  const { surroundings } = input.value;
  const presented = presenting(input.value.attempt, options.attestation, options.userPoolId);
  const { attempt, stranger } = asKnownTo(presented.attempt, policy.value.document);
  const unlimited = unlimitedAmong(Object.keys(options.seen ?? {}), policy.value.document);
  if (unlimited !== null) return failed(unlimited);
  const holders = options.holders === undefined ? null : await holdersIn(options.holders);
  if (holders !== null && !holders.ok) return withIssues(holders.error, options.json, EXIT.failed);
  const around = {
    ...surroundings,
    ...(holders === null ? {} : { holders: holders.value }),
    ...(options.seen === undefined ? {} : { seen: options.seen }),
    faults: { ...surroundings.faults, ...options.fault },
  };
  const simulation = await simulate(policy.value, attempt, around, options.at ?? input.value.at);
  const { recorded } = input.value;
  const notes = [
    stranger ?? presented.note ?? input.value.note,
    recorded === undefined || isChanged(options) ? null : unrepeated(recorded, simulation.decision),
  ];
  return told(simulation, options.json, notes);
}

/** Whether the record's own pool, failures, time or trigger were to be others. */
function isChanged({ holders, seen, fault, at, trigger }: Options): boolean {
  return [holders, seen, fault, at, trigger].some((option) => option !== undefined);
}

/** Fields of a typed attempt whose option is called otherwise. */
const OPTION_NAMES: Readonly<Record<string, string>> = { attributes: 'attribute', validationData: 'validation-data' };

async function inputOf(options: Options) {
  const { attribute: attributes, event } = options;
  const { email, phone, user, client, trigger, provider, metadata, validationData, attested } = options;
  const rest = { client, trigger, provider, attributes, metadata, validationData, attested };
  const typed: TypedAttempt = { email, phone, user, ...rest };
  if (event === undefined) {
    const input: AttemptInput = typedInput(typed);
    return { ok: true, value: input } as const;
  }
  const excluded = { ...typed, trigger: undefined, attestation: options.attestation };
  const [besides] = Object.entries(excluded).find(([, value]) => value !== undefined) ?? [];
  if (besides === undefined) return fileInput(event, trigger);
  const option = OPTION_NAMES[besides] ?? besides;
  return { ok: false, error: `\`--event\` and \`--${option}\` exclude each other` } as const;
}

async function holdersIn(file: string) {
  try {
    return readHolders({ file, text: file === '-' ? await buffer(process.stdin) : readFileSync(file) });
  } catch (error) {
    return { ok: false, error: [errorAt(startOf(file), 'file-unreadable', unreadableFile(file, error))] } as const;
  }
}

function told(
  simulation: Simulation,
  json: boolean | undefined,
  notes: readonly (string | null | undefined)[],
): CommandResult {
  const { decision, rules } = simulation;
  const said = notes.flatMap((note) => note ?? []).map((note) => `note: ${note}`);
  return {
    exitCode: decision.outcome === 'deny' ? EXIT.different : EXIT.done,
    output: json ? jsonLine({ decision, rules }) : renderSimulation(visibleIn(simulation)),
    ...(said.length === 0 ? {} : { complaint: said.join('\n') }),
  };
}
