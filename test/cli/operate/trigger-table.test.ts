/** Law 11 for `attach` and `detach`: the table of what may come between. */
import { tryRows } from './cells.ts';
import { TRIGGER_ROWS } from './rows.ts';

tryRows(TRIGGER_ROWS);
