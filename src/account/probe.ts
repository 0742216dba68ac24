/**
 * What a probe is: a question to a real account whose answer the code rests on, and what either answer means. A probe
 * reads and writes only what the run itself made.
 */
import type { Result } from '../core/result.ts';
import type { AccountCaller, CallName } from './call.ts';
import type { AskPage } from './federation/pages.ts';

/**
 * How an answer stands to what the code takes for true. `unexpected`: no answer that the probe knows; `untried`: it could
 * not be asked.
 */
export type ProbeVerdict = 'confirmed' | 'contradicted' | 'unexpected' | 'untried';

/** A user pool of the run, with its app client. */
export type ProbePool = { readonly id: string; readonly clientId: string };

/** A pool that signs in through another one, and the address at which such a sign-in begins. */
export type Federated = { readonly pool: ProbePool; readonly signInUrl: string };

/** The pools that do. */
export type Federation = Readonly<Record<'alias' | 'username', Federated>>;

/** Hosted pages: how one is asked, and where a domain's are, which on a local AWS is not where Cognito says. */
export type HostedPages = { readonly ask: AskPage; readonly domainUrl: (official: string) => string };

/** Does something the first time that it is asked, and gives the same again. */
export type Once<T> = (make: () => Promise<T>) => Promise<T>;

/** Such a thing. */
export function once<T>(): Once<T> {
  let made: Promise<T> | null = null;
  return (make) => {
    made ??= make();
    return made;
  };
}

/** What the run made for the probes, and the hands they have. */
export type ProbeStage = {
  readonly call: AccountCaller;
  /**
   * Sign-in by user name, email or phone; by email or phone alone; by user name alone and minding case; with many settings;
   * one that may not call its trigger.
   */
  readonly pools: Readonly<Record<'alias' | 'username' | 'plain' | 'full' | 'barred', ProbePool>>;
  readonly pages: HostedPages;
  readonly federation: Once<Result<Federation, string>>;
  readonly functionName: string;
  readonly tableName: string;
  /** Below it the run may write parameters. */
  readonly parameterPath: string;
  /** A word that nothing else of the run has. */
  readonly unique: () => string;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** How many sign-ups the measurements take. */
  readonly signUps: number;
  /** How long something may take to be seen, in milliseconds, before the measurement gives it up. */
  readonly patience: number;
};

/** What was seen: one of the probe's answers, with figures (milliseconds and counts) and labels beside it. */
export type ProbeAnswer = {
  readonly answer: string;
  readonly figures?: Readonly<Record<string, number>>;
  readonly details?: readonly string[];
  /** What the question is about could not be brought about, and why. */
  readonly untried?: string;
};

/** What an answer means. */
export type Meaning = { readonly verdict: 'confirmed' | 'contradicted'; readonly means: string };

/** One probe. `calls` is what it may call: the run refuses it any other. */
export type AccountProbe = {
  readonly id: string;
  readonly question: string;
  /** The fact in docs/cognito-facts.md. */
  readonly fact: string;
  readonly calls: readonly CallName[];
  readonly answers: Readonly<Record<string, Meaning>>;
  readonly ask: (stage: ProbeStage) => Promise<ProbeAnswer>;
};

/** The code rests on it, and it is so. */
export function confirmed(means: string): Meaning {
  return { verdict: 'confirmed', means };
}

/** The code takes it otherwise. */
export function contradicted(means: string): Meaning {
  return { verdict: 'contradicted', means };
}
