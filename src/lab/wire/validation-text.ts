/**
 * How AWS words what is wrong with a request's shape, since pages show that text. Must not repeat what was sent: user names
 * and passwords are sensitive in Cognito's model, and it leaves them out, too.
 */
import type * as z from 'zod/mini';

/** The sentence for what a schema found, every constraint that was missed in it. */
export function validationText(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues.map((issue) => {
    const value = isAbsent(issue) ? 'Value null' : 'Value';
    return `${value} at '${placeOf(issue.path)}' failed to satisfy constraint: ${constraintOf(issue)}`;
  });
  return `${lines.length} validation error${lines.length === 1 ? '' : 's'} detected: ${lines.join('; ')}`;
}

function isAbsent({ code, input }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && input === undefined;
}

/** A member as AWS names it: `userAttributes.1.member.name`. */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the request';
  const names = path.map((step) =>
    typeof step === 'number'
      ? `${step + 1}.member`
      : `${String(step).slice(0, 1).toLowerCase()}${String(step).slice(1)}`,
  );
  return names.join('.');
}

function constraintOf(issue: z.core.$ZodIssue): string {
  if (isAbsent(issue)) return 'Member must not be null';
  switch (issue.code) {
    case 'too_big':
      return `Member must have ${measure(issue)} less than or equal to ${issue.maximum}`;
    case 'too_small':
      return `Member must have ${measure(issue)} greater than or equal to ${issue.minimum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${plainPattern(issue.pattern ?? '')}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    default:
      return issue.message;
  }
}

function measure({ origin }: { readonly origin: string }): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}

/** A pattern as AWS writes it: without slashes, anchors and flags. */
function plainPattern(pattern: string): string {
  return pattern.replace(/^\/\^?/u, '').replace(/\$?\/[a-z]*$/u, '');
}
