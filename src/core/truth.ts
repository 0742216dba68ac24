/**
 * Three-valued logic (Kleene). A value that is present but unreadable makes a condition `unknown`, and an unknown
 * condition restricts but never grants: no trick of spelling escapes a rule, and none earns an approval.
 */

/** Whether a condition holds of an attempt. */
export type Truth = 'yes' | 'no' | 'unknown';

/** From a plain boolean. */
export function truth(value: boolean): Truth {
  return value ? 'yes' : 'no';
}

/** The opposite; doubt stays doubt. */
export function not(value: Truth): Truth {
  if (value === 'unknown') return value;
  return truth(value === 'no');
}

/** True only if every part is; one `no` settles it, however much else is unknown. */
export function all(parts: readonly Truth[]): Truth {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}
