/**
 * Time cut where a rule of either policy begins or ends: between two cuts neither changes by itself, so that each span is
 * compared on its own, and a change that several spans in a row have is told once with the moments that bound it.
 */
import { isInForce, termOf } from '../../core/in-force.ts';
import { writtenTime } from '../../core/moment.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import type { Change } from './diff.ts';

/** From a moment on, null: from the start, up to the next span. */
type Span = { readonly from: number | null };

/** More moments than this are not looked at. */
const MOST_SPANS = 100;

/** The spans of two policies from a moment on; `complete` unless there were more than are looked at. */
export function spansFrom(
  now: number,
  ...documents: readonly PolicyDocument[]
): { readonly spans: readonly Span[]; readonly complete: boolean } {
  const terms = documents.flatMap(({ rules }) => rules.filter(({ mode }) => mode !== 'observe').map(termOf));
  const moments = terms.flatMap(({ from, until }) => [from, until]).filter((at) => at !== null && at > now);
  const cuts = [...new Set(moments)].sort((one, other) => Number(one) - Number(other));
  const spans = [null, ...cuts].slice(0, MOST_SPANS).map((from) => ({ from }));
  return { spans, complete: cuts.length < MOST_SPANS };
}

/** A policy as it stands at a moment: the rules that take part, without their terms. */
export function documentAt(document: PolicyDocument, at: number): PolicyDocument {
  const taking = document.rules.filter((rule) => rule.mode !== 'observe' && isInForce(termOf(rule), at));
  return { ...document, rules: taking.map(({ from: _from, until: _until, ...rule }) => rule) };
}

/** The changes of spans in a row, each told once, with the moment from which and up to which it holds. */
export function acrossSpans(
  spans: readonly { readonly from: number | null; readonly changes: readonly Change[] }[],
): readonly Change[] {
  const told: Change[] = [];
  let open = new Map<string, Change>();
  for (const { from, changes } of spans) {
    const standing = new Map<string, Change>();
    for (const change of changes) {
      const key = JSON.stringify([change.witness, change.before, change.after]);
      standing.set(key, open.get(key) ?? beginning(change, from));
    }
    told.push(...ended(open, standing, from));
    open = standing;
  }
  return [...told, ...open.values()];
}

function beginning(change: Change, from: number | null): Change {
  if (from === null) return change;
  const at = writtenTime(from);
  return { ...change, witness: { ...change.witness, at }, from: at };
}

function ended(open: ReadonlyMap<string, Change>, standing: ReadonlyMap<string, Change>, at: number | null) {
  const gone = [...open].filter(([key]) => !standing.has(key)).map(([, change]) => change);
  // Stryker disable next-line ConditionalExpression: nothing is open before the first span, which alone has no moment
  return gone.map((change) => (at === null ? change : { ...change, until: writtenTime(at) }));
}
