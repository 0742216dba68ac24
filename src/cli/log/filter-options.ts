/**
 * Which decisions a command is asked about, in options that every command over logs shares.
 */
import { type Command, Option } from 'commander';
import { OUTCOMES, REASONS } from '../../core/decision.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type DecisionFilter, emailHashes, hashesOf } from './filter.ts';
import { requiredHashKey } from './hash-key.ts';

/** The options as commander gives them. */
export type FilterOptions = {
  readonly outcome?: string;
  readonly reason?: string;
  readonly rule?: string;
  readonly domain?: string;
  readonly user?: string;
  readonly email?: string;
  readonly recordedPolicy?: string;
  readonly hashKey?: string;
  readonly environment?: string;
};

/** Declares them. */
export function declareFilterOptions(command: Command): Command {
  return command
    .addOption(new Option('--outcome <outcome>', 'only this outcome').choices(OUTCOMES))
    .addOption(new Option('--reason <reason>', 'only this reason').choices(REASONS))
    .option('--rule <id>', 'only what this rule decided, or would have taken part in while it only observes')
    .option('--domain <domain>', 'only this domain and those below it')
    .option('--recorded-policy <digest>', 'only under this policy, by the first digits of its digest')
    .option('--user <name>', 'only this user name, address or number, found by its hash')
    .option('--email <address>', 'only this address, found by its hash')
    .option('--hash-key <key>', 'the key of the hashes; `-` reads it from standard input');
}

/** Fewer digits would meet more than one policy. */
const DIGEST = /^[0-9a-f]{6,64}$/u;

/** The filter that the options make. Hashes need their key. */
export async function filterOf(options: FilterOptions): Promise<Result<DecisionFilter, string>> {
  const { outcome, reason, rule, domain, user, email, recordedPolicy: policy } = options;
  if (policy !== undefined && !DIGEST.test(policy)) {
    return fail(`\`${policy}\` is no digest: give six of its digits or more, as \`history\` and \`review\` show them`);
  }
  const plain: DecisionFilter = {
    ...(outcome === undefined ? {} : { outcome }),
    ...(reason === undefined ? {} : { reason }),
    ...(rule === undefined ? {} : { rule }),
    ...(domain === undefined ? {} : { domain }),
    ...(policy === undefined ? {} : { policy }),
  };
  if (user === undefined && email === undefined) return ok(plain);
  const key = await requiredHashKey(options);
  if (!key.ok) return key;
  const sets = [
    ...(user === undefined ? [] : [hashesOf(key.value, user)]),
    ...(email === undefined ? [] : [emailHashes(key.value, email)]),
  ];
  return ok({ ...plain, hashes: sets });
}
