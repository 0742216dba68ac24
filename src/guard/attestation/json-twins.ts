/**
 * Whether JSON names a member twice. Parsers keep one of the two and libraries disagree on which, so that such a text says
 * one thing to whoever signed it and another to whoever reads it. Takes text that parses; says nothing of other text.
 */

/** Strings, each with the colon that makes it a name, and the ends of objects. */
const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/gu;

/** Whether some object of a well-formed JSON text has two members of one name, however they are escaped. */
export function hasTwinMembers(json: string): boolean {
  // Stryker disable next-line ArrayDeclaration: for the compiler; what is open where a name stands is an object
  const open: Set<unknown>[] = [];
  for (const [token, colon] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const name: unknown = JSON.parse(token.slice(0, -colon.length));
      const names = open.at(-1);
      // Stryker disable next-line OptionalChaining: for the compiler, as above
      if (names?.has(name)) return true;
      // Stryker disable next-line OptionalChaining: for the compiler, as above
      names?.add(name);
    }
  }
  return false;
}
