/**
 * What happened, for whoever looks: attempts with their decisions as they fall, and what the pool did. Keeps the last
 * few; must not decide or change anything.
 */
import { isObject } from '../core/json.ts';
import type { DecisionRecord } from '../record/decision-record.ts';
import type { PoolEvent } from '../sim/step.ts';
import type { TriggerAnswer } from '../sim/trigger.ts';
import { readRecord } from './records.ts';
import type { TriggerEvent } from './trigger/trigger-event.ts';

/** Which trigger is asked. */
export type TriggerChoice = 'guard' | 'article';

/** One question to the trigger. `answer` is null while it thinks; `events` is what the pool did with the answer. */
export type AttemptItem = {
  readonly kind: 'attempt';
  readonly id: number;
  readonly at: number;
  readonly trigger: TriggerChoice;
  readonly source: TriggerEvent['triggerSource'];
  readonly userName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly record: DecisionRecord | null;
  readonly answer: TriggerAnswer | null;
  readonly ms: number | null;
  readonly events: readonly PoolEvent[];
};

/** Something in the feed. */
export type FeedItem =
  | AttemptItem
  | { readonly kind: 'pool'; readonly id: number; readonly at: number; readonly events: readonly PoolEvent[] }
  | { readonly kind: 'note'; readonly id: number; readonly at: number; readonly text: string };

/** The feed. */
export interface DecisionFeed {
  /** The items, oldest first. */
  items(): readonly FeedItem[];
  begin(event: TriggerEvent, trigger: TriggerChoice): void;
  logged(line: string, event: unknown): void;
  answered(event: TriggerEvent, answer: TriggerAnswer): void;
  happened(events: readonly PoolEvent[]): void;
  note(text: string): void;
  clear(): void;
}

/** How many items are kept. */
const KEPT = 100;

/** Creates an empty feed; `onChange` is told of every change. */
export function createFeed(now: () => number, onChange: () => void): DecisionFeed {
  let items: readonly FeedItem[] = [];
  let lastId = 0;
  const ids = new WeakMap<object, number>();

  function add(make: (id: number, at: number) => FeedItem): number {
    lastId += 1;
    items = [...items, make(lastId, now())].slice(-KEPT);
    onChange();
    return lastId;
  }

  function change(id: number | undefined, how: (item: AttemptItem) => AttemptItem): void {
    items = items.map((item) => (item.kind === 'attempt' && item.id === id ? how(item) : item));
    onChange();
  }

  return {
    items: () => items,
    begin: (event, trigger) => {
      const asked = add((id, at) => attempt(event, trigger, id, at));
      ids.set(event, asked);
    },
    logged: (line, event) => {
      const record = readRecord(line);
      if (record !== null && isObject(event)) change(ids.get(event), (item) => ({ ...item, record }));
    },
    answered: (event, answer) => change(ids.get(event), (item) => ({ ...item, answer, ms: now() - item.at })),
    happened: (events) => {
      const asked = attemptBehind(items, events);
      if (asked === undefined) add((id, at) => ({ kind: 'pool', id, at, events }));
      else change(asked.id, (item) => ({ ...item, events }));
    },
    note: (text) => void add((id, at) => ({ kind: 'note', id, at, text })),
    clear: () => {
      items = [];
      onChange();
    },
  };
}

function attempt(event: TriggerEvent, trigger: TriggerChoice, id: number, at: number): AttemptItem {
  const { triggerSource: source, userName } = event;
  const attributes = event.request.userAttributes;
  const open = { record: null, answer: null, ms: null, events: [] };
  return { kind: 'attempt', id, at, trigger, source, userName, attributes, ...open };
}

/** A user's creation belongs to the attempt that asked for them; whatever else a pool does stands by itself. */
function attemptBehind(items: readonly FeedItem[], events: readonly PoolEvent[]): AttemptItem | undefined {
  const created = events.find(({ kind }) => kind === 'user-created');
  if (created?.kind !== 'user-created') return undefined;
  return items.findLast(
    (item): item is AttemptItem =>
      item.kind === 'attempt' && item.userName === created.userName && item.answer !== null,
  );
}
