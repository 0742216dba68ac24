/**
 * The word that was probably meant: for unknown keys and values. A suggestion is better missing than far-fetched.
 */

/** The nearest name to a misspelt word, or null if none is near. */
export function nearest(word: string, names: readonly string[]): string | null {
  const plain = plainForm(word);
  const limit = Math.max(1, Math.floor(plain.length / 3));
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of names) {
    const distance = editDistance(plain, plainForm(name), limit);
    if (distance <= limit && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? nameAround(plain, names);
}

/** ` did you mean …` for a message, or nothing. */
export function didYouMean(word: string, names: readonly string[]): string {
  return suggested(nearest(word, names));
}

/** ` did you mean …` for a message, or where nothing is near, all that could stand there. */
export function didYouMeanOneOf(word: string, names: readonly string[]): string {
  const hint = didYouMean(word, names);
  if (hint !== '' || names.length === 0) return hint;
  return `; valid here: ${names.map((name) => `\`${name}\``).join(', ')}`;
}

/** ` did you mean …` of a suggestion, or nothing. */
export function suggested(suggestion: string | null): string {
  return suggestion === null ? '' : `; did you mean \`${suggestion}\`?`;
}

/** Case and separators aside: `email_domain` is `emailDomain`. */
function plainForm(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/gu, '');
}

const MIN_FRAGMENT = 4;

/** `domain` is part of `emailDomain`. */
function nameAround(plain: string, names: readonly string[]): string | null {
  if (plain.length < MIN_FRAGMENT) return null;
  return names.find((name) => plainForm(name).includes(plain)) ?? null;
}

/** Damerau's distance with adjacent swaps, given up (as Infinity) where lengths alone exceed the limit. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  const table: number[][] = [];
  // outside the table nothing can come from
  const at = (row: number, column: number) => table[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row <= a.length; row += 1) {
    const costs: number[] = [];
    table.push(costs);
    for (let column = 0; column <= b.length; column += 1) {
      const replaced = a[row - 1] === b[column - 1] ? 0 : 1;
      const edits = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + replaced];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) edits.push(at(row - 2, column - 2) + 1);
      costs.push(row === 0 && column === 0 ? 0 : Math.min(...edits));
    }
  }
  return at(a.length, b.length);
}
