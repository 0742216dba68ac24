/**
 * From hashes back to user names, for whoever may read the key of the hashes and the users of the pool: each user's name is
 * hashed as the trigger hashes it. Nothing is kept, and nothing written but what was asked for.
 */
import type { Command } from 'commander';
import { ok, type Result } from '../../core/result.ts';
import { pseudonym } from '../../identity/pseudonym.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import type { ReviewReport } from '../../review/report.ts';
import { startProgress } from '../progress.ts';
import type { FilterOptions } from './filter-options.ts';
import { requiredHashKey } from './hash-key.ts';
import { type UserNames, userNames } from './user-names.ts';

/** The options as commander gives them. */
export type NameOptions = {
  readonly names?: boolean;
  readonly users?: string;
  readonly userPoolId?: string;
};

/** Names by hash, and what is to be said of them. */
export type Names = { readonly byHash: ReadonlyMap<string, string>; readonly notes: readonly string[] };

const NO_NAMES: Names = { byHash: new Map(), notes: [] };

/** Declares them. */
export function declareNameOptions(command: Command): Command {
  return command
    .option('--names', 'user names in place of hashes: needs the key, and `--users` or `--user-pool-id`')
    .option('--users <export>', 'for `--names`: an export of the pool, as `audit` reads it')
    .option('--user-pool-id <id>', 'for `--names`: the pool itself, at five calls a second and at most a thousand');
}

/** The names that the options ask for; none where they ask for none. */
export async function namesFor(options: NameOptions & FilterOptions): Promise<Result<Names, string>> {
  if (options.names !== true) return ok(NO_NAMES);
  const key = await requiredHashKey(options);
  if (!key.ok) return key;
  const progress = startProgress('users');
  const byHash = new Map<string, string>();
  const take = (name: string) => {
    for (const form of new Set([name, name.toLowerCase()])) {
      const hash = pseudonym(key.value, 'user', form);
      if (hash !== null) byHash.set(hash, name);
    }
    progress.at(byHash.size, null);
  };
  const read: Result<UserNames, string> = await userNames(options, take);
  progress.end();
  return read.ok ? ok({ byHash, notes: read.value.notes }) : read;
}

/** A decision for people: names stand where hashes stood. */
export function namedDecision(decision: LoggedDecision, { byHash }: Names): LoggedDecision {
  if (byHash.size === 0) return decision;
  const { subject, withheld } = decision;
  return {
    ...decision,
    subject: { ...subject, user: nameOf(subject.user, byHash) },
    withheld: withheld.map((entry) => ({ ...entry, firstHolder: nameOf(entry.firstHolder, byHash) })),
  };
}

/** The names behind the hashes of a decision, by hash: for programs, which keep the hashes. */
export function namesIn({ subject, withheld }: LoggedDecision, { byHash }: Names): Readonly<Record<string, string>> {
  const hashes = [subject.user, ...withheld.map(({ firstHolder }) => firstHolder)];
  const known = hashes.flatMap((hash) => {
    const name = hash === null ? undefined : byHash.get(hash);
    return name === undefined ? [] : [[hash, name] as const];
  });
  return Object.fromEntries(known);
}

/** A report with names where it shows hashes. */
export function namedReport(report: ReviewReport, { byHash }: Names): ReviewReport {
  if (byHash.size === 0) return report;
  const { collisions, slowest } = report;
  return {
    ...report,
    collisions: { ...collisions, rows: collisions.rows.map((row) => ({ ...row, holder: nameOf(row.holder, byHash) })) },
    slowest: slowest.map((row) => ({ ...row, user: nameOf(row.user, byHash) })),
  };
}

function nameOf(hash: string | null, byHash: ReadonlyMap<string, string>): string | null {
  return hash === null ? null : (byHash.get(hash) ?? hash);
}
