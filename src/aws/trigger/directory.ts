/**
 * Who holds an alias, asked of Cognito: ListUsers and AdminGetUser by alias, started together, until somebody is seen who
 * settles it. Every failure is a sighting of its own, `unknown` with its cause; nothing throws.
 */
import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  type ListUsersCommandOutput,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Alias } from '../../core/attempt.ts';
import type { FailureCause, Holder, Sighting } from '../../core/facts.ts';
import { fitsUserName, listedValuesOf, listFilter } from '../../core/look-ups.ts';
import { fail, ok } from '../../core/result.ts';
import type { Budget, CallCounts, Inquiry, NameAnswer, UserDirectory } from '../../guard/ports.ts';
import { causeOf, retriesOf } from '../failure.ts';
import { holderOf, namedOf, ownerOf } from './holder.ts';
import type { Breaker } from './throttle-breaker.ts';

/** The API's largest page (F3.8). */
const PAGE_SIZE = 60;

/** An exact match has few holders; more pages than this are a loop. */
const MOST_PAGES = 20;

// Stryker disable next-line ObjectLiteral,StringLiteral: only has to be no sighting of anybody
const TOO_LONG: Sighting = { kind: 'too-long' };

/** One inquiry on its way. `settled` ends the lists: a look-up saw somebody who settles it. */
type Asked = Inquiry & { readonly budget: Budget; readonly calls: CallCounts; readonly settled: AbortController };
type Parts = { readonly client: CognitoIdentityProviderClient; readonly breaker: Breaker };

/** Creates the directory of one sandbox. */
export function createCognitoDirectory(parts: Parts): UserDirectory {
  return {
    sightings: async (inquiry, budget, calls) => {
      const { alias, kinds } = inquiry;
      const asked: Asked = { ...inquiry, budget, calls, settled: new AbortController() };
      const lists = kinds.list ? listedValuesOf(alias) : [];
      const sightings = await Promise.all([
        ...lists.map((value) => listHolders(parts, asked, value)),
        ...(kinds.alias ? [getOwner(parts, asked)] : []),
      ]);
      return sightings.flat();
    },
    named: (...asked) => getNamed(parts, ...asked),
  };
}

/**
 * Whom ListUsers shows with the alias, up to somebody who settles it; holders already seen count even where a later page
 * fails. A list that another look-up ended has not failed.
 */
async function listHolders({ client, breaker }: Parts, asked: Asked, value: string): Promise<readonly Sighting[]> {
  const { userPoolId, alias, budget, calls, settled } = asked;
  const Filter = listFilter(alias.attribute, value);
  // Stryker disable next-line ArrayDeclaration: what is too long for a filter is too long for a user name, too
  if (Filter === null) return [TOO_LONG];
  if (breaker.isOpen()) return [unknown('listUsers', 'skipped')];
  const abortSignal = AbortSignal.any([budget.signal, settled.signal]);
  const holders: Holder[] = [];
  let PaginationToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    calls.listUsers += 1;
    const input = { UserPoolId: userPoolId, Filter, Limit: PAGE_SIZE, PaginationToken };
    try {
      const answer = await client.send(new ListUsersCommand(input), { abortSignal });
      calls.retries += retriesOf(answer);
      breaker.succeeded();
      const readable = collect(answer, alias, holders);
      settle(asked, holders);
      if (!readable) return [seen(holders), unknown('listUsers', 'unreadable')];
      if (answer.PaginationToken === undefined) return [seen(holders)];
      if (settled.signal.aborted) return [{ kind: 'seen', holders, more: true }];
      PaginationToken = answer.PaginationToken;
    } catch (error) {
      calls.retries += retriesOf(error);
      if (settled.signal.aborted) return [{ kind: 'seen', holders, more: true }];
      const cause = causeOf(error);
      if (cause === 'throttled') breaker.throttled();
      return [seen(holders), unknown('listUsers', cause)];
    }
  }
  return [seen(holders), unknown('listUsers', 'too-many-pages')];
}

/** Ends the lists once somebody settles it. */
function settle({ settles, settled }: Asked, holders: readonly Holder[]): void {
  if (holders.some(settles)) settled.abort();
}

/** Adds a page's holders; false when the page cannot be read. An empty 200 is no answer: the SDK resolves it. */
function collect(answer: ListUsersCommandOutput, alias: Alias, holders: Holder[]): boolean {
  if (!Array.isArray(answer.Users)) return false;
  let readable = true;
  for (const user of answer.Users) {
    const raw = {
      name: user?.Username,
      attributes: user?.Attributes,
      enabled: user?.Enabled,
      status: user?.UserStatus,
    };
    const holder = holderOf(raw, alias);
    if (holder === 'unreadable') readable = false;
    else if (holder !== null) holders.push(holder);
  }
  return readable;
}

/** Whom the pool resolves the alias to; consistent where ListUsers may lag (F3.7). Only "not found" means nobody. */
async function getOwner({ client }: Parts, asked: Asked): Promise<readonly Sighting[]> {
  const { userPoolId, alias, budget, calls } = asked;
  if (!fitsUserName(alias)) return [TOO_LONG];
  calls.adminGetUser += 1;
  try {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: alias.raw }), {
      abortSignal: budget.signal,
    });
    calls.retries += retriesOf(user);
    const raw = {
      name: user.Username,
      attributes: user.UserAttributes,
      enabled: user.Enabled,
      status: user.UserStatus,
    };
    const owner = ownerOf(raw, alias);
    const unread = holderOf(raw, alias) === 'unreadable' ? [unknown('adminGetUser', 'unreadable')] : [];
    if (owner === 'unreadable') return unread;
    settle(asked, [owner]);
    return [seen([owner]), ...unread];
  } catch (error) {
    calls.retries += retriesOf(error);
    if (error instanceof UserNotFoundException) return [seen([])];
    return [unknown('adminGetUser', causeOf(error))];
  }
}

/** Whom the pool finds under a user name, by that name or by another alias; only "not found" means nobody. */
async function getNamed(
  { client }: Parts,
  UserPoolId: string,
  Username: string,
  budget: Budget,
  calls: CallCounts,
): Promise<NameAnswer> {
  calls.adminGetUser += 1;
  try {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username }), { abortSignal: budget.signal });
    calls.retries += retriesOf(user);
    const named = namedOf(user.Username, user.UserAttributes);
    return named === 'unreadable' ? fail({ call: 'adminGetUser', cause: 'unreadable' }) : ok(named);
  } catch (error) {
    calls.retries += retriesOf(error);
    if (error instanceof UserNotFoundException) return ok(null);
    return fail({ call: 'adminGetUser', cause: causeOf(error) });
  }
}

function seen(holders: readonly Holder[]): Sighting {
  return { kind: 'seen', holders };
}

function unknown(call: 'listUsers' | 'adminGetUser', cause: FailureCause): Sighting {
  return { kind: 'unknown', failure: { call, cause } };
}
