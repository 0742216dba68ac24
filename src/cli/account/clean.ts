/** Removes what runs left in an account. */
import { countLeftovers, findLeftovers, type Leftovers, removeLeftovers } from '../../account/clean-up.ts';
import { type CommandResult, EXIT, failed, told } from '../command.ts';
import { confirm } from '../confirm.ts';
import { accountHere, patienceHere } from './hands.ts';

type Options = { readonly yes?: boolean; readonly json?: boolean };

/** Shows what is there, asks, and removes it. */
export async function cleanAccount({ yes, json }: Options): Promise<CommandResult> {
  const call = accountHere();
  const reached = await call('cloudformation:DescribeStacks', {});
  if (!reached.ok) return failed(`the account cannot be read: ${reached.error.name}: ${reached.error.message}`);
  const reading = await findLeftovers(call);
  if (!reading.ok) return failed(`the account cannot be read: ${reading.error}`);
  const found = reading.value;
  if (isEmpty(found))
    return { exitCode: EXIT.done, output: told({ removed: {}, left: {} }, json, () => 'nothing is there\n') };
  const agreed = await confirm(listed(found), 'Remove all of it?', yes === true);
  if (!agreed.ok) return failed(agreed.error);
  const rest = await removeLeftovers(call, patienceHere(), (what) => process.stderr.write(`removing ${what}\n`));
  if (!rest.ok) return failed(`nobody could look whether something is still there: ${rest.error}`);
  const left = rest.value;
  const outcome = { removed: countLeftovers(found), left: countLeftovers(left) };
  const render = () => (isEmpty(left) ? 'removed\n' : `still there:\n${listed(left)}`);
  return { exitCode: isEmpty(left) ? EXIT.done : EXIT.failed, output: told(outcome, json, render) };
}

function isEmpty(leftovers: Leftovers): boolean {
  return Object.keys(countLeftovers(leftovers)).length === 0;
}

function listed(leftovers: Leftovers): string {
  return Object.entries(leftovers)
    .flatMap(([kind, names]) => (names.length === 0 ? [] : [`${kind}:`, ...names.map((name: string) => `  ${name}`)]))
    .map((line) => `${line}\n`)
    .join('');
}
