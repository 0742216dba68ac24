/**
 * `key`: a new key pair for an attester. The private half goes to a file of its own that is never overwritten, the public
 * half joins the set that the policy names. Older keys stay in it until somebody takes them out.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { newKeyPair } from '../../../attester/key-pair.ts';
import { ALGORITHM_OF_KEY, type AttesterKey } from '../../../core/attestation.ts';
import { RULE_ID } from '../../../policy/schema.ts';
import { keySetText, readKeySet, writeKeySet } from '../../attest/key-set.ts';
import { type CommandResult, example, type Finish, failed, finished, told } from '../../command.ts';

type Options = {
  readonly attester: string;
  readonly private: string;
  readonly jwks?: string;
  readonly es256?: boolean;
  readonly json?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--attester <id>', 'whose key it is: the id under `attesters` of the policy')
    .requiredOption('--private <file>', 'where the private half goes: a new file, for whoever signs and nobody else')
    .option('--jwks <file>', 'the JWK Set that the public half joins (default: print it)')
    .option('--es256', 'P-256 for libraries and key stores without Ed25519')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example(
        'signup-guard key --attester invitations --private ~/invitations.prod.jwk.json \\',
        '  --jwks policies/keys/prod/invitations.jwks.json',
      ),
    )
    .action((options: Options) => finish(run(options)));
}

async function run(options: Options): Promise<CommandResult> {
  const { attester, jwks } = options;
  if (!RULE_ID.test(attester)) return failed(`\`${attester}\` is no id of an attester: 1 to 64 of a-z, 0-9 and -`);
  if (travels(options.private)) return failed(`\`${options.private}\` ${TRAVELS}`);
  const standing = jwks === undefined ? null : readKeySet(jwks);
  if (standing !== null && !standing.ok) return failed(standing.error);
  const pair = newKeyPair(options.es256 ? 'ES256' : 'EdDSA');
  if (!pair.ok) return failed(pair.error);
  const { privateJwk, publicKey } = pair.value;
  const trouble = store(options.private, `${JSON.stringify(privateJwk)}\n`);
  if (trouble !== null) return failed(trouble);
  const keys = [...(standing?.value ?? []), publicKey];
  if (jwks !== undefined) {
    try {
      writeKeySet(jwks, keys);
    } catch (error) {
      rmSync(options.private);
      return failed(`\`${jwks}\` cannot be written: ${causeOf(error)}; no key was made`);
    }
  }
  return finished(report(options, publicKey, keys));
}

/** The policies' folder travels with the deployment, whole. */
function travels(file: string): boolean {
  return relative(process.cwd(), resolve(file)).split(sep).includes('policies');
}

const TRAVELS =
  'lies among the policies, which travel with the deployment: keep the private half where only the backend that signs can read it';

/** Writes the private half for its owner alone; null, or why not. */
function store(file: string, text: string): string | null {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return null;
  } catch (error) {
    const cause = causeOf(error);
    return cause === 'EEXIST'
      ? `\`${file}\` exists, and a private key is never overwritten: name another file`
      : `\`${file}\` cannot be written: ${cause}`;
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function report({ attester, jwks, json, ...options }: Options, key: AttesterKey, keys: readonly AttesterKey[]): string {
  const value = {
    attester,
    kid: key.kid,
    alg: ALGORITHM_OF_KEY[key.kty],
    private: options.private,
    jwks: jwks ?? null,
    keys: keys.map(({ kid }) => kid),
  };
  return told(value, json, (shown) => {
    const set =
      shown.jwks === null ? `\n${keySetText(keys)}` : `public    ${shown.jwks}, which holds ${shown.keys.length}\n`;
    return `key       ${shown.kid} (${shown.alg})\nprivate   ${shown.private}: whoever has it can attest any address\n${set}`;
  });
}
