/** Steps of policies: pushed, large, shadowed, rolled back, all by the command line. */
import { CUSTOMER_CALLS, customer, signUpCustomer } from './customers.ts';
import { EVERYBODY, pushFile } from './deployment.ts';
import { lastLine, type Product, type ProductStep, type StepOutcome, went, wrong } from './step.ts';

/** A policy that approves only these domains. */
function only(domains: readonly string[]): string {
  return EVERYBODY.replace('then: approve', `when: { emailDomain: [${domains.join(', ')}] }\n    then: approve`);
}

/** `PolicyMaxAge` of the run's stack, and a fifth. */
const IN_FORCE_MS = 6_000;

/** Doubt never grants: one approval tells that the policy approves, one sign-up by code may be a slow answer somewhere. */
const TRIES = 3;

/** Whether sign-ups of a domain are approved, once a pushed policy is in force. */
async function approves(product: Product, domain: string): Promise<boolean> {
  await product.pause(IN_FORCE_MS);
  for (let nth = 0; nth < TRIES; nth += 1) {
    const name = product.unique();
    await signUpCustomer(product, name, { email: `${name}@${domain}` });
    if ((await customer(product, name))?.status === 'CONFIRMED') return true;
  }
  return false;
}

const DOMAINS = 20_000;

const large: ProductStep = {
  id: 'large-policy',
  what: `a policy of ${DOMAINS.toLocaleString('en')} domains, pushed and in force`,
  calls: CUSTOMER_CALLS,
  take: async (product) => {
    const domains = Array.from({ length: DOMAINS }, (_, nth) => `d${nth}.example.com`);
    const complaint = await pushFile(product, only(domains));
    if (complaint !== null) return wrong(complaint);
    const inside = await approves(product, `d${DOMAINS - 1}.example.com`);
    const outside = await approves(product, 'not-listed.example.com');
    return inside && !outside ? went('decides') : wrong(`inside ${inside}, outside ${outside}`, { domains: DOMAINS });
  },
};

const rollback: ProductStep = {
  id: 'rollback',
  what: '`history` and `rollback` to the version before',
  calls: CUSTOMER_CALLS,
  take: async (product) => {
    const told = await product.guard('history', product.environment, '--json');
    const versions: readonly { version: number }[] = told.exitCode === 0 ? JSON.parse(told.output).versions : [];
    const before = versions.map(({ version }) => version).toSorted((a, b) => b - a)[1];
    if (before === undefined) return wrong('history knows no version before');
    const back = await product.guard('rollback', product.environment, String(before), '--yes');
    if (back.exitCode !== 0) return wrong(lastLine(back));
    return (await approves(product, 'not-listed.example.com')) ? went('in force') : wrong('not in force');
  },
};

const candidate: ProductStep = {
  id: 'candidate',
  what: 'a candidate is logged and not applied; `promote` puts it in force',
  calls: CUSTOMER_CALLS,
  take: async (product): Promise<StepOutcome> => {
    const complaint = await pushFile(product, only(['listed.example.com']), '--candidate');
    if (complaint !== null) return wrong(complaint);
    if (!(await approves(product, 'not-listed.example.com'))) return wrong('the candidate was applied');
    const told = await product.guard('promote', product.environment, '--yes');
    if (told.exitCode !== 0) return wrong(lastLine(told));
    if (await approves(product, 'not-listed.example.com')) return wrong('not in force after promote');
    const again = await pushFile(product, EVERYBODY);
    return again === null ? went('shadowed, then in force') : wrong(again);
  },
};

/** The steps of policies. */
export const POLICY_STEPS: readonly ProductStep[] = [large, rollback, candidate];
