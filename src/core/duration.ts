/**
 * Durations as policies write them: a whole number and one unit, as in `7d`.
 */

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** More than ten years is a slip of the pen. */
const LONGEST_SECONDS = 3_660 * 86_400;

/** The seconds of a duration, or null if the text is none. */
export function parseDuration(text: string): number | null {
  // Stryker disable next-line ArrayDeclaration: whatever stands for the pair is no number
  const [, digits, unit] = /^([1-9][0-9]{0,8})([smhd])$/u.exec(text) ?? [];
  // Stryker disable next-line StringLiteral: for the compiler; no unit has that name
  const seconds = Number(digits) * (SECONDS[unit ?? ''] ?? Number.NaN);
  return seconds <= LONGEST_SECONDS ? seconds : null;
}
