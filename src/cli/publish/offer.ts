/**
 * The way of every command that publishes: read what stands, show what would change, ask, write. Writes through
 * `aws/policy-store.ts` alone, and only onto what was shown.
 */
import type { ParameterStore } from '../../aws/operator/policy/parameter-store.ts';
import { publishPolicy } from '../../aws/operator/policy/policy-store.ts';
import { type Published, readPublication } from '../../aws/operator/policy/published.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import type { PolicyDiff } from '../../policy/diff/diff.ts';
import { type BroughtKey, keysBrought } from '../../policy/keys-brought.ts';
import { digestOf } from '../../policy/manifest.ts';
import { type CommandResult, EXIT, failed, jsonLine } from '../command.ts';
import { confirm } from '../confirm.ts';
import { compare, diffJson } from '../diff/compare.ts';
import { renderDiff } from '../diff/render.ts';
import { readPublishedDocument } from '../policy-reference.ts';
import { visibleIn } from '../visible.ts';

/** One publication as it was asked for. */
type Offer = {
  readonly store: ParameterStore;
  readonly environment: string;
  readonly parameter: string;
  readonly document: PolicyDocument;
  /** Why it is published. */
  readonly message?: string | undefined;
  /** What a pipeline believes to stand there: a digest or its beginning, or `none`. */
  readonly expect?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** What is left to do once it stands; gives what remains undone, or null. */
  readonly afterwards?: () => Promise<string | null>;
};

/** Digests shorter than this say too little of a policy. */
const SHORTEST_DIGEST = 8;

/** How digests are shown. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}

/** Shows, asks and publishes. */
export async function offer(one: Offer): Promise<CommandResult> {
  const { store, parameter, document, expect } = one;
  const current = await readPublication(store, parameter);
  const unexpected = expect === undefined ? null : unexpectedAt(parameter, expect, current);
  if (unexpected !== null) return failed(unexpected);
  const standing = await readPublishedDocument(store, parameter);
  const digest = digestOf(document);
  if (standing.ok && standing.value?.digest === digest) return unchanged(one, current?.version ?? 0, digest);
  const before = standing.ok ? (standing.value?.document ?? null) : null;
  const diff = before === null ? null : await compare(before, document);
  const brought = keysBrought(before, document);
  const preview = `${parameter}\n${diff === null ? firstTime(current) : renderDiff(visibleIn(diff))}${keyLines(brought)}`;
  const agreed = await confirm(preview, `publish ${shortDigest(digest)} to \`${parameter}\`?`, one.yes === true);
  if (!agreed.ok) return failed(agreed.error);
  return publish(one, current, { diff, brought }, one.yes === true ? preview : '');
}

type Shown = { readonly diff: PolicyDiff | null; readonly brought: readonly BroughtKey[] };

async function publish(one: Offer, current: Published | null, { diff, brought }: Shown, shown: string) {
  const { store, parameter, document, environment, message, json } = one;
  const receipt = await publishPolicy(store, {
    parameter,
    document,
    // What a stack owns stays its own: the next deployment must find its name there
    stack: current?.manifest?.stack ?? '',
    publisher: 'command-line',
    ...(message === undefined ? {} : { message }),
    expect: current === null ? null : (current.manifest?.digest ?? 'unreadable'),
  });
  if (!receipt.ok) return failed(receipt.error);
  const { version, digest, changed } = receipt.value;
  const output = json
    ? jsonLine({
        environment,
        parameter,
        version,
        digest,
        changed,
        diff: diff === null ? null : diffJson(diff),
        ...(brought.length === 0 ? {} : { keys: brought }),
      })
    : `${shown}published ${shortDigest(digest)} as version ${version}\n`;
  return ended(one, output);
}

async function unchanged(one: Offer, version: number, digest: string): Promise<CommandResult> {
  const { environment, parameter, json } = one;
  const output = json
    ? jsonLine({ environment, parameter, version, digest, changed: false, diff: null })
    : `\`${parameter}\` stands at ${shortDigest(digest)} already, version ${version}\n`;
  return ended(one, output);
}

/** It stands, whatever becomes of what is left to do. */
async function ended({ afterwards }: Offer, output: string): Promise<CommandResult> {
  const undone = (await afterwards?.()) ?? null;
  return undone === null
    ? { exitCode: EXIT.done, output }
    : { exitCode: EXIT.failed, output, complaint: `it is published, but ${undone}` };
}

/** A key that was taken out is revoked; whoever has it could attest again. */
function keyLines(brought: readonly BroughtKey[]): string {
  return brought.map(({ attester, kid }) => `key ${kid} of ${attester} counts from then on\n`).join('');
}

function firstTime(current: Published | null): string {
  if (current === null) return 'nothing stands here yet\n';
  return `version ${current.version} holds what is no valid policy, and is replaced\n`;
}

function unexpectedAt(parameter: string, expect: string, current: Published | null): string | null {
  const standing = current === null ? 'none' : (current.manifest?.digest ?? 'unreadable');
  const matches = expect.length >= SHORTEST_DIGEST && /^[0-9a-f]+$/u.test(expect) && standing.startsWith(expect);
  if (matches || expect === standing) return null;
  return `expected \`${expect}\` at \`${parameter}\`, found ${standing}: look at it with \`diff\` and try again`;
}
