/**
 * Dates and times as a policy writes them: a day, which is all of it in UTC, or a time of RFC 3339 with its zone. Strict:
 * `Date.parse` alone rolls 31 February over into March and reads a time without a zone as local.
 */

/** When what was written begins and ends, in milliseconds since 1970; a time does both at once. */
export type Moment = { readonly begins: number; readonly ends: number };

const DAY_MS = 86_400_000;
const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/u;

/** Reads a day or a time, or null where there is no such. */
export function readMoment(text: string): Moment | null {
  // Stryker disable next-line ArrayDeclaration: what is no day stands for none
  const [, year, month, day, hour] = WRITTEN.exec(text) ?? [];
  // Stryker disable next-line ConditionalExpression: for the compiler; what is missing is no day
  if (day === undefined || !isDay(Number(year), Number(month), Number(day))) return null;
  const begins = Date.parse(text);
  return { begins, ends: hour === undefined ? begins + DAY_MS : begins };
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A time as it is written back. */
export function writtenTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
