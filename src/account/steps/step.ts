/** What a step of the product's run is: the whole product, used as its users do, in an account. */
import type { AccountCaller, CallName } from '../call.ts';
import type { MadeFailure } from '../failing-functions.ts';
import type { ProbePool } from '../probe.ts';
import type { StackOutputs } from '../stack.ts';

/** What a program said and how it ended. */
export type Told = { readonly exitCode: number; readonly output: string };

/** The pool in which customers sign up, and the app client, with its secret, by which they do. */
export type Shop = { readonly poolId: string; readonly clientId: string; readonly secret: string };

/** The product as a step finds it. */
export type Product = {
  readonly call: AccountCaller;
  readonly stack: string;
  readonly environment: string;
  /** The run's own bucket: SAM's managed one would outlive the run. */
  readonly bucket: string;
  /** A pool that the product's stack does not own, with a function of its own before sign-up. */
  readonly otherPool: ProbePool;
  /** That function's name. */
  readonly otherFunction: string;
  /** The run's function that fails in a way. */
  readonly failing: (failure: MadeFailure) => string;
  readonly sam: (...words: readonly string[]) => Promise<Told>;
  readonly guard: (...words: readonly string[]) => Promise<Told>;
  /** Writes a file of the deployed folder. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** The outputs of the product's stack. */
  readonly outputs: () => Promise<StackOutputs>;
  readonly shop: () => Promise<Shop>;
  readonly unique: () => string;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
};

/** What a step saw. */
export type StepOutcome = {
  readonly ok: boolean;
  /** One line without addresses, ids or names of resources. */
  readonly said: string;
  readonly figures?: Readonly<Record<string, number>>;
};

/** One step. */
export type ProductStep = {
  readonly id: string;
  readonly what: string;
  readonly calls: readonly CallName[];
  readonly take: (product: Product) => Promise<StepOutcome>;
};

/** It went as it should. */
export function went(said: string, figures: Readonly<Record<string, number>> = {}): StepOutcome {
  return { ok: true, said, figures };
}

/** It did not. */
export function wrong(said: string, figures: Readonly<Record<string, number>> = {}): StepOutcome {
  return { ok: false, said, figures };
}

/** The last line that says something, for a program that failed; ids and addresses are taken out by the report. */
export function lastLine({ output }: Told): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
