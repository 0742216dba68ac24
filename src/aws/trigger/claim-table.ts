/**
 * Claims in DynamoDB: one conditional PutItem, or one TransactWriteItems for two addresses, with the old items returned.
 * The conditions are `core/claims.ts` in the table's own words; a test holds the two equal. Only a repeated call, which
 * finds its own claim, and one that meets another transaction, cost a second write here.
 */
import { setTimeout } from 'node:timers/promises';
import { type DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { AliasAttribute } from '../../core/attempt.ts';
import type { ClaimFound, ClaimRequest } from '../../core/claims.ts';
import type { Failure } from '../../core/facts.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Budget, CallCounts, Claimant, ClaimTable, Clock } from '../../guard/ports.ts';
import { causeOf, retriesOf } from '../failure.ts';
import { type ClaimReport, reportsIn } from './claim-found.ts';
import { ownerKey } from './claim-key.ts';
import { type ClaimPut, putOf } from './claim-put.ts';

type Parts = {
  readonly client: DynamoDBClient;
  readonly clock: Clock;
  readonly tableName: string;
  /** Part of every key: two stacks never meet in one table. */
  readonly stack: string;
};

/** One call's writes: by whom, of what, at what time. */
type Writing = {
  readonly claimant: Claimant;
  readonly owner: string;
  readonly requests: readonly ClaimRequest[];
  readonly now: number;
  readonly budget: Budget;
  readonly calls: CallCounts;
};

type Reports = ReadonlyMap<AliasAttribute, ClaimReport>;

/** Null reports: everything was written. */
type Written = Result<Reports | null, Failure>;

/**
 * Asked for with every write, as proof that the table answered: a successful write says nothing else, so an empty 200 of
 * something in between would pass for one.
 */
const PROOF = 'TOTAL';

/** How long a write that met another waits before it is made again, in milliseconds: between this and as much more. */
const SHORTEST_MS = 20;
const SPREAD_MS = 100;

/** Creates the table of one sandbox. */
export function createClaimTable(parts: Parts): ClaimTable {
  return {
    write: async (claimant, requests, budget, calls) => {
      const owner = ownerKey(parts.stack, claimant.userPoolId, claimant.userName);
      const writing: Writing = { claimant, owner, requests, now: parts.clock.now(), budget, calls };
      const attempted = await writeOnce(parts, writing, new Map());
      const first =
        inConflict(attempted) && (await aMoment(budget)) ? await writeOnce(parts, writing, new Map()) : attempted;
      const last = isOwnOnly(first) ? await writeOnce(parts, writing, first.value) : first;
      // refused twice with nothing in the way: nothing was written, and nothing may pass for it
      if (isOwnOnly(last)) return fail({ call: 'claims', cause: 'unreadable' });
      return last.ok ? ok(findingsOf(requests, last.value)) : last;
    },
  };
}

/** Whether another transaction was writing there, which is over in a moment and tells nothing of whose claim stands. */
function inConflict(written: Written): boolean {
  if (!written.ok || written.value === null) return false;
  return [...written.value.values()].some(({ conflict }) => conflict === true);
}

/** Waits for a moment of random length, so that two who met do not meet again; false where the budget ends before. */
async function aMoment({ signal }: Budget): Promise<boolean> {
  // Stryker disable next-line ArrowFunction: nothing is not waited for either
  return setTimeout(SHORTEST_MS + SPREAD_MS * Math.random(), true, { signal }).catch(() => false);
}

/** Whether nothing stood in the way but one's own claim: a repeated call, which renews it. */
function isOwnOnly(written: Written): written is { readonly ok: true; readonly value: Reports } {
  return written.ok && written.value !== null && [...written.value.values()].every(({ found }) => found === 'clear');
}

function findingsOf(
  requests: readonly ClaimRequest[],
  reports: Reports | null,
): ReadonlyMap<AliasAttribute, ClaimFound> {
  if (reports === null) return new Map(requests.map(({ alias }) => [alias.attribute, 'clear']));
  return new Map([...reports].map(([attribute, { found }]) => [attribute, found]));
}

async function writeOnce({ client, tableName, stack }: Parts, writing: Writing, renewed: Reports): Promise<Written> {
  const { claimant, owner, requests, now, budget, calls } = writing;
  const puts = requests.map((request) => {
    const since = renewed.get(request.alias.attribute)?.since ?? null;
    return putOf({ tableName, stack, userPoolId: claimant.userPoolId, owner, now, since }, request);
  });
  calls.claims += puts.length;
  try {
    const answer = await send(client, puts, budget.signal);
    calls.retries += retriesOf(answer);
    return answer.ConsumedCapacity === undefined ? fail({ call: 'claims', cause: 'unreadable' }) : ok(null);
  } catch (error) {
    calls.retries += retriesOf(error);
    const reports = reportsIn(error, requests, owner, now);
    return reports === null ? fail({ call: 'claims', cause: causeOf(error) }) : ok(reports);
  }
}

function send(client: DynamoDBClient, puts: readonly ClaimPut[], abortSignal: AbortSignal) {
  const [only] = puts.length === 1 ? puts : [];
  if (only !== undefined) {
    return client.send(new PutItemCommand({ ...only, ReturnConsumedCapacity: PROOF }), { abortSignal });
  }
  const TransactItems = puts.map((Put) => ({ Put }));
  return client.send(new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity: PROOF }), { abortSignal });
}
