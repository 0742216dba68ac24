/** Steps of sign-ups: the article's, a collision, a race, and how long the trigger takes as Lambda reports it. */
import { type CallName, textIn } from '../call.ts';
import { CUSTOMER_CALLS, customer, signUpCustomer } from './customers.ts';
import { type Product, type ProductStep, type StepOutcome, went, wrong } from './step.ts';

const article: ProductStep = {
  id: 'article',
  what: "the article's steps: signed up, confirmed, email and phone verified",
  calls: CUSTOMER_CALLS,
  take: async (product) => {
    const name = product.unique();
    const phone_number = `+1206555${String(product.now() % 10_000).padStart(4, '0')}`;
    const answer = await signUpCustomer(product, name, { email: `${name}@example.com`, phone_number });
    if (!answer.ok) return wrong(answer.error.name);
    const seen = await customer(product, name);
    if (seen?.status === 'CONFIRMED' && seen.email && seen.phone) return went('confirmed, both verified');
    return wrong(`status ${seen?.status ?? 'none'}, email ${seen?.email}, phone ${seen?.phone}`);
  },
};

const collision: ProductStep = {
  id: 'collision',
  what: 'a second sign-up with an address that is held: nothing moves',
  calls: CUSTOMER_CALLS,
  take: async (product) => {
    const [holder, newcomer] = [product.unique(), product.unique()];
    const email = `${holder}@example.com`;
    await signUpCustomer(product, holder, { email });
    await signUpCustomer(product, newcomer, { email });
    const [before, after] = [await customer(product, holder), await customer(product, newcomer)];
    if (before?.email !== true) return wrong('the holder lost the address');
    return after?.email === true ? wrong('both have it verified') : went('withheld; the holder keeps it');
  },
};

const ROUNDS = 20;
const AT_ONCE = 6;

const race: ProductStep = {
  id: 'race',
  what: `${AT_ONCE} sign-ups for one address at one moment, ${ROUNDS} times: at most one has it`,
  calls: CUSTOMER_CALLS,
  take: async (product) => {
    let [granted, refused, moved] = [0, 0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = `${product.unique()}@example.com`;
      const names = Array.from({ length: AT_ONCE }, () => product.unique());
      const answers = await Promise.all(names.map((name) => signUpCustomer(product, name, { email })));
      const seen = await Promise.all(names.map((name) => customer(product, name)));
      const holders = seen.filter((each) => each?.email === true).length;
      const losers = seen.filter((each) => each?.status === 'CONFIRMED' && !each.email).length;
      granted += holders;
      refused += answers.filter(({ ok }, nth) => !ok && seen[nth] === null).length;
      moved += losers + Math.max(0, holders - 1);
    }
    const figures = { rounds: ROUNDS, atOnce: AT_ONCE, granted, refused, moved };
    return moved === 0 ? went('no address moved', figures) : wrong('an address moved', figures);
  },
};

const MEMORY = [256, 512, 1024];
const STARTS = 5;

const TIMING_CALLS = [
  'lambda:Invoke',
  'lambda:UpdateFunctionConfiguration',
  'lambda:GetFunctionConfiguration',
] as const satisfies readonly CallName[];

const starts: ProductStep = {
  id: 'starts',
  what: `cold and warm times as Lambda reports them, at ${MEMORY.join(', ')} MB`,
  calls: TIMING_CALLS,
  take: async (product) => {
    const { PreSignUpFunctionName = '' } = await product.outputs();
    const figures: Record<string, number> = {};
    for (const memory of MEMORY) {
      const cold: number[] = [];
      const warm: number[] = [];
      const billed: number[] = [];
      for (let nth = 0; nth < STARTS; nth += 1) {
        await changed(product, PreSignUpFunctionName, memory, `start ${nth}`);
        const [first, again] = [
          await reported(product, PreSignUpFunctionName),
          await reported(product, PreSignUpFunctionName),
        ];
        if (first.init !== null) cold.push(first.init + first.duration);
        warm.push(again.duration);
        billed.push(first.billed);
      }
      Object.assign(figures, {
        [`cold${memory}Ms`]: median(cold),
        [`warm${memory}Ms`]: median(warm),
        [`billed${memory}Ms`]: median(billed),
        [`starts${memory}`]: cold.length,
      });
    }
    return summed(figures);
  },
};

function summed(figures: Readonly<Record<string, number>>): StepOutcome {
  const all = MEMORY.every((memory) => figures[`starts${memory}`] === STARTS);
  return all
    ? went('reported', figures)
    : went('Lambda reported no start for some: its times are those of warm calls', figures);
}

/** A changed description makes new sandboxes. */
async function changed(product: Product, FunctionName: string, MemorySize: number, Description: string): Promise<void> {
  await product.call('lambda:UpdateFunctionConfiguration', { FunctionName, MemorySize, Description });
  for (let poll = 0; poll < 60; poll += 1) {
    const answer = await product.call('lambda:GetFunctionConfiguration', { FunctionName });
    if (!answer.ok || textIn(answer.output, 'LastUpdateStatus') !== 'InProgress') return;
    await product.pause(500);
  }
}

/** The times of one call of the function with an event of a source that it leaves untouched. */
async function reported(product: Product, FunctionName: string) {
  const answer = await product.call('lambda:Invoke', { FunctionName, LogType: 'Tail', Payload: UNTOUCHED });
  const line = answer.ok ? Buffer.from(textIn(answer.output, 'LogResult'), 'base64').toString() : '';
  const figure = (name: string) => {
    const found = new RegExp(`(?:^|\\s)${name}: ([\\d.]+) ms`, 'mu').exec(line)?.[1];
    return found === undefined ? null : Number(found);
  };
  return { init: figure('Init Duration'), duration: figure('Duration') ?? 0, billed: figure('Billed Duration') ?? 0 };
}

/** Cognito adds sources; the trigger answers one that it does not know without a look-up. */
const UNTOUCHED = JSON.stringify({
  version: '1',
  triggerSource: 'PreSignUp_VerifyAccount',
  userPoolId: 'verify_account',
  userName: 'nobody',
  request: { userAttributes: {} },
  response: {},
});

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

/** The steps of sign-ups. */
export const SIGN_UP_STEPS: readonly ProductStep[] = [article, collision, race];

/** Last before the deletion: it changes the function's settings behind the stack's back. */
export const TIMING_STEPS: readonly ProductStep[] = [starts];
