/**
 * The policies behind a review: their texts, by the words that name policies, and who published what, from Parameter Store. What
 * cannot be had is said and left out; the counts stand without it.
 */
import { type Command, InvalidArgumentError } from 'commander';
import { sentenceOf } from '../../aws/operator/sentence.ts';
import { renderPolicy } from '../../policy/file/render-policy.ts';
import { parameterNames } from '../../policy/names.ts';
import { type PolicyChange, type PolicyText, type ReviewAccount, ruleSpans } from '../../review/account.ts';
import { openParameterStore, POLICY_WORDS, readReference } from '../policy-reference.ts';
import { changesOf } from '../publish/changes.ts';
import { documentOf, type Version, versionsOf } from '../publish/versions.ts';

/** The options as commander gives them. */
export type AccountOptions = { readonly text: readonly string[]; readonly history?: string };

/** What could be had, and what is to be said of the rest. */
export type FoundAccount = Pick<ReviewAccount, 'texts' | 'changes'> & { readonly notes: readonly string[] };

/** Versions whose text and change are asked for: each may take several calls. */
const MOST_VERSIONS = 25;

/** Declares them. */
export function declareAccountOptions(command: Command): Command {
  return command
    .option('--text <policy>', `show this policy's text where it decided, once each: ${POLICY_WORDS}`, collect, [])
    .option(
      '--history <environment>',
      'show the policies of this environment and who changed them, from Parameter Store',
      named,
    );
}

function collect(word: string, before: readonly string[]): readonly string[] {
  return [...before, word];
}

function named(word: string): string {
  if (/^[a-z0-9-]{1,32}$/u.test(word)) return word;
  throw new InvalidArgumentError('an environment is named by a-z, 0-9 and -.');
}

/** Fetches what the options ask for. `digests` are those that the log names: other versions' texts are left out. */
export async function policyAccount(
  { text, history }: AccountOptions,
  digests: ReadonlySet<string>,
): Promise<FoundAccount> {
  const named = await Promise.all(text.map(namedText));
  const stored = history === undefined ? NOTHING : await storedAccount(history, digests);
  return {
    texts: [...named.flatMap(({ texts }) => texts), ...stored.texts],
    changes: stored.changes,
    notes: [...named.flatMap(({ notes }) => notes), ...stored.notes],
  };
}

const NOTHING: FoundAccount = { texts: [], changes: [], notes: [] };

async function namedText(word: string): Promise<FoundAccount> {
  const policy = await readReference(word);
  if (!policy.ok) return { ...NOTHING, notes: [`the policy \`${word}\` could not be read, and its text is left out`] };
  const { label, document, digest } = policy.value;
  return { ...NOTHING, texts: [textOfPolicy(label, digest, renderPolicy(document))] };
}

function textOfPolicy(label: string, digest: string, text: string): PolicyText {
  return { label, digest, text, rules: ruleSpans(text) };
}

async function storedAccount(environment: string, digests: ReadonlySet<string>): Promise<FoundAccount> {
  const { policy: parameter } = parameterNames(environment);
  try {
    const store = await openParameterStore(environment);
    const all = await versionsOf(store, parameter);
    const recent = all.slice(0, MOST_VERSIONS);
    const told = await changesOf(store, parameter, all, recent);
    const texts = new Map<string, PolicyText>();
    for (const version of all) {
      const digest = version.manifest?.digest;
      if (digest === undefined || !digests.has(digest) || texts.has(digest)) continue;
      const document = await documentOf(store, parameter, version);
      const label = `ssm:${environment}:${version.version}`;
      if (document.ok) texts.set(digest, textOfPolicy(label, digest, renderPolicy(document.value)));
    }
    const changes = recent.map((version) => changeOf(environment, version, told.get(version.version) ?? null));
    return { texts: [...texts.values()], changes, notes: [] };
  } catch (error) {
    return { ...NOTHING, notes: [`the policies of \`${environment}\` could not be read: ${sentenceOf(error)}`] };
  }
}

function changeOf(
  environment: string,
  { version, modified, by, message, manifest }: Version,
  change: string | null,
): PolicyChange {
  const { digest = null, publisher = null, stack = null } = manifest ?? {};
  return { environment, version, at: modified.getTime(), by, digest, publisher, stack, message, change };
}
