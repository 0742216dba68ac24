/** The probes' stack: created, waited for and read. Deleting it is `clean-up.ts`'s, which needs no memory of the run. */
import { fail, ok, type Result } from '../core/result.ts';
import { type AccountCaller, type CallName, type CallOutput, listIn, textIn } from './call.ts';
import { NAME_PREFIX, probeTemplate, RUN_TAG } from './probe-stack.ts';

/** What creating and reading the stack calls. */
export const STACK_CALLS = [
  'cloudformation:CreateStack',
  'cloudformation:DescribeStacks',
] as const satisfies readonly CallName[];

/** How stacks are waited for. */
export type StackPatience = { readonly pause: (ms: number) => Promise<void>; readonly pollMs: number };

/** Creation and deletion take a minute or two; this many polls are a failure. */
const MOST_POLLS = 240;

/** The outputs of a stack, by key. */
export type StackOutputs = Readonly<Record<string, string>>;

/** Creates the probes' stack of a run and gives its outputs. */
export async function createProbeStack(
  call: AccountCaller,
  run: string,
  patience: StackPatience,
): Promise<Result<StackOutputs, string>> {
  const StackName = probeStackName(run);
  const created = await call('cloudformation:CreateStack', {
    StackName,
    TemplateBody: probeTemplate(run),
    Capabilities: ['CAPABILITY_IAM'],
    OnFailure: 'DELETE',
    Tags: [{ Key: RUN_TAG, Value: run }],
  });
  if (!created.ok) return fail(`the probes' stack cannot be created: ${created.error.name}: ${created.error.message}`);
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    const stack = await describeStack(call, StackName);
    if (stack === null) return fail("the probes' stack is gone: its creation failed");
    const status = textIn(stack, 'StackStatus');
    if (status === 'CREATE_COMPLETE') return ok(outputsOf(stack));
    if (status !== 'CREATE_IN_PROGRESS') return fail(`the probes' stack ended as ${status}`);
    await patience.pause(patience.pollMs);
  }
  return fail("the probes' stack was not ready in time");
}

/** The name of a run's stack of probes. */
function probeStackName(run: string): string {
  return `${NAME_PREFIX}-${run}-probes`;
}

/** A stack as CloudFormation describes it, or null where there is none. */
export async function describeStack(call: AccountCaller, StackName: string): Promise<CallOutput | null> {
  const answer = await call('cloudformation:DescribeStacks', { StackName });
  return answer.ok ? (listIn(answer.output, 'Stacks')[0] ?? null) : null;
}

/** The outputs of a described stack. */
export function outputsOf(stack: CallOutput): StackOutputs {
  const entries = listIn(stack, 'Outputs').map((each) => [textIn(each, 'OutputKey'), textIn(each, 'OutputValue')]);
  return Object.fromEntries(entries);
}
