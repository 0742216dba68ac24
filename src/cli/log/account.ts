/**
 * The policies behind a review: their texts, by the words that name policies, and who published what, from Parameter Store. A
 * policy that somebody named has to be there; of what only the store could tell, what cannot be had is said and left out.
 */
import { type Command, InvalidArgumentError } from 'commander';
import { sentenceOf } from '../../aws/operator/sentence.ts';
import { ok, type Result } from '../../core/result.ts';
import { renderPolicy } from '../../policy/file/render-policy.ts';
import { parameterNames } from '../../policy/names.ts';
import { type PolicyChange, type PolicyText, type ReviewAccount, ruleSpans } from '../../review/account.ts';
import { type NoPolicy, openParameterStore, POLICY_WORDS, readReference } from '../policy-reference.ts';
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

/**
 * The policies that `--text` names. One that cannot be had ends the review before it reads the log: who named it wants its text
 * in a report that others will go by, and can put a misspelt word right at once.
 */
export async function namedTexts({ text }: AccountOptions): Promise<Result<readonly PolicyText[], NoPolicy>> {
  const texts: PolicyText[] = [];
  for (const word of text) {
    const policy = await readReference(word);
    if (!policy.ok) return policy;
    const { label, document, digest } = policy.value;
    texts.push(textOfPolicy(label, digest, renderPolicy(document)));
  }
  return ok(texts);
}

/** Adds what Parameter Store knows. `digests` are those that the log names: other versions' texts are left out. */
export async function policyAccount(
  { history }: AccountOptions,
  named: readonly PolicyText[],
  digests: ReadonlySet<string>,
): Promise<FoundAccount> {
  if (history === undefined) return { texts: named, changes: [], notes: [] };
  const stored = await storedAccount(history, digests);
  return { ...stored, texts: [...named, ...stored.texts] };
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
    return {
      texts: [],
      changes: [],
      notes: [`the policies of \`${environment}\` could not be read: ${sentenceOf(error)}`],
    };
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
