/** The step of the companion: the run's own function behind the guard, which may refuse and never adds. */
import { textIn } from '../call.ts';
import { CUSTOMER_CALLS, customer, signUpCustomer } from './customers.ts';
import { deploy } from './deployment.ts';
import { lastLine, type ProductStep, went, wrong } from './step.ts';

const companion: ProductStep = {
  id: 'companion',
  what: "a pool's own function goes on being called behind the guard: its refusal counts, its agreement changes nothing",
  calls: [...CUSTOMER_CALLS, 'lambda:GetFunctionConfiguration'],
  take: async (product) => {
    const found = await product.call('lambda:GetFunctionConfiguration', { FunctionName: product.otherFunction });
    if (!found.ok) return wrong(found.error.name);
    const told = await deploy(
      product,
      'OverwritePushedPolicy=true',
      `CompanionFunctionArn=${textIn(found.output, 'FunctionArn')}`,
    );
    if (told.exitCode !== 0) return wrong(lastLine(told));
    const [agreed, against] = [product.unique(), product.unique()];
    await signUpCustomer(product, agreed, { email: `${agreed}@example.com` });
    const refused = await signUpCustomer(product, against, {
      email: `${against}@example.com`,
      nickname: 'refuse:Companion',
    });
    const without = await deploy(product, 'OverwritePushedPolicy=true');
    if (without.exitCode !== 0) return wrong(`taking it away again: ${lastLine(without)}`);
    if ((await customer(product, agreed))?.email !== true) return wrong('its agreement took an approval away');
    if (refused.ok) return wrong('its refusal did not count');
    return refused.error.name === 'UserLambdaValidationException'
      ? went('heard')
      : wrong(`refused as ${refused.error.name}`);
  },
};

/** The steps of the companion. */
export const COMPANION_STEPS: readonly ProductStep[] = [companion];
