/**
 * ConditionExpression expressions of DynamoDB, the part that claims and limits use: `attribute_not_exists`, comparisons, IN, AND, OR, NOT and
 * parentheses. A grammar of its own small tree; anything else is refused, never guessed.
 */
import { fail, ok, type Result } from '../../core/result.ts';

/** The six comparisons. */
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A parsed expression. Operands are names (`pk`, `#kind`) or placeholders (`:me`). */
export type ConditionExpression =
  | { readonly kind: 'not-exists' | 'exists'; readonly name: string }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: string; readonly right: string }
  | { readonly kind: 'in'; readonly left: string; readonly among: readonly string[] }
  | { readonly kind: 'not'; readonly of: ConditionExpression }
  | { readonly kind: 'and' | 'or'; readonly left: ConditionExpression; readonly right: ConditionExpression };

const TOKEN = /\s*(?<token><>|<=|>=|[=<>(),]|[#:]?[A-Za-z_][A-Za-z0-9_]*)/uy;
const OPERAND = /^[#:]?[A-Za-z_]/u;

/** Parses an expression, or says near what it stopped. */
export function parseCondition(text: string): Result<ConditionExpression, string> {
  const tokens = tokensOf(text);
  if (tokens === null) return fail(`Invalid ConditionExpression: Syntax error; expression: "${text}"`);
  const reader = new Reader(tokens);
  const condition = reader.either();
  if (condition !== null && reader.atEnd()) return ok(condition);
  return fail(`Invalid ConditionExpression: Syntax error; token: "${reader.peek() ?? '<EOF>'}"`);
}

function tokensOf(text: string): readonly string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; text.slice(end).trim() !== ''; end = TOKEN.lastIndex) {
    TOKEN.lastIndex = end;
    const token = TOKEN.exec(text)?.groups?.['token'];
    if (token === undefined) return null;
    tokens.push(token);
  }
  return tokens;
}

/** Recursive descent, loosest binding first: OR, AND, NOT, then one term. Null means a syntax error. */
class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  either(): ConditionExpression | null {
    return this.#chain('or', () => this.#both());
  }

  #both(): ConditionExpression | null {
    return this.#chain('and', () => this.#negated());
  }

  #chain(kind: 'and' | 'or', part: () => ConditionExpression | null): ConditionExpression | null {
    let left = part();
    while (left !== null && this.#takeWord(kind)) {
      const right = part();
      left = right === null ? null : { kind, left, right };
    }
    return left;
  }

  #negated(): ConditionExpression | null {
    if (!this.#takeWord('not')) return this.#term();
    const of = this.#negated();
    return of === null ? null : { kind: 'not', of };
  }

  #term(): ConditionExpression | null {
    if (this.#take('(')) {
      const inner = this.either();
      return this.#take(')') ? inner : null;
    }
    if (this.#take('attribute_not_exists')) return this.#existence('not-exists');
    if (this.#take('attribute_exists')) return this.#existence('exists');
    return this.#comparison();
  }

  #existence(kind: 'exists' | 'not-exists'): ConditionExpression | null {
    const name = this.#take('(') ? this.#operand() : null;
    return name !== null && !name.startsWith(':') && this.#take(')') ? { kind, name } : null;
  }

  #comparison(): ConditionExpression | null {
    const left = this.#operand();
    if (left !== null && this.#takeWord('in')) return this.#membership(left);
    const operator = isComparison(this.peek()) ? this.#next() : undefined;
    const right = this.#operand();
    return left === null || right === null || !isComparison(operator)
      ? null
      : { kind: 'compare', operator, left, right };
  }

  #membership(left: string): ConditionExpression | null {
    if (!this.#take('(')) return null;
    const among: string[] = [];
    do {
      const operand = this.#operand();
      if (operand === null) return null;
      among.push(operand);
    } while (this.#take(','));
    return this.#take(')') ? { kind: 'in', left, among } : null;
  }

  #operand(): string | null {
    const token = this.peek();
    return token !== undefined && OPERAND.test(token) ? (this.#next() ?? null) : null;
  }

  #take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  #takeWord(word: string): boolean {
    return this.peek()?.toLowerCase() === word && this.#next() !== undefined;
  }

  #next(): string | undefined {
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }
}

function isComparison(token: string | undefined): token is Comparison {
  return token !== undefined && ['=', '<>', '<', '<=', '>', '>='].includes(token);
}
