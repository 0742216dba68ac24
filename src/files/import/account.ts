/**
 * What is told of an import: values by reason, with how many there are of each. Of one reason only so many are kept, since
 * a list of fifty megabytes may be wrong in every line.
 */

/** A value, where it stands, and why it is told of; `to` is how a list of ours spells it. */
export type ToldValue = {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly to?: string;
  readonly why: string;
};

/** All that is told for one reason; `order` is the place of each value among all of the account. */
export type ToldReason = {
  readonly why: string;
  count: number;
  readonly values: ToldValue[];
  readonly order: number[];
};

/** Values by reason. */
export type ImportAccount = { readonly keep: number; readonly reasons: Map<string, ToldReason>; count: number };

/** An account that keeps so many values of a reason. */
export function emptyAccount(keep: number): ImportAccount {
  return { keep, reasons: new Map(), count: 0 };
}

/** Adds a value. */
export function tell(account: ImportAccount, value: ToldValue): void {
  const { why } = value;
  const reason = account.reasons.get(why) ?? { why, count: 0, values: [], order: [] };
  account.reasons.set(why, reason);
  account.count += 1;
  reason.count += 1;
  if (reason.values.length >= account.keep) return;
  reason.values.push(value);
  reason.order.push(account.count);
}

/** The values that were kept, in the order in which they were told. */
export function keptValues({ reasons }: ImportAccount): readonly ToldValue[] {
  const placed = [...reasons.values()].flatMap(({ values, order }) =>
    values.map((value, index) => ({ value, at: order[index] ?? 0 })),
  );
  return placed.sort((a, b) => a.at - b.at).map(({ value }) => value);
}
