/** Law 11 for `push`, `rollback` and `promote`: the table of what may come between. */
import { tryRows } from './cells.ts';
import { POLICY_ROWS } from './rows.ts';

tryRows(POLICY_ROWS);
