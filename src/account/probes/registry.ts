/** Every probe, once, in the order in which they are asked; and what a run cannot ask, with why. */
import type { AccountProbe } from '../probe.ts';
import { ALIAS_PROBES } from './aliases.ts';
import { DIRECTORY_PROBES } from './directory.ts';
import { FEDERATED_PROBES } from './federated.ts';
import { PREMISE_PROBES } from './premises.ts';
import { REFUSAL_PROBES } from './refusals.ts';
import { SETTING_PROBES } from './settings.ts';
import { STORE_PROBES } from './stores.ts';
import { SYNTAX_PROBES } from './syntax.ts';
import { TRIGGER_PROBES } from './trigger.ts';

/** The probes. */
export const PROBES: readonly AccountProbe[] = [
  ...TRIGGER_PROBES,
  ...ALIAS_PROBES,
  ...PREMISE_PROBES,
  ...REFUSAL_PROBES,
  ...DIRECTORY_PROBES,
  ...FEDERATED_PROBES,
  ...SYNTAX_PROBES,
  ...STORE_PROBES,
  ...SETTING_PROBES,
];

/** A fact that stays open, and why no run settles it. */
export type Untried = { readonly fact: string; readonly question: string; readonly why: string };

/** What stays open. */
export const UNTRIED: readonly Untried[] = [
  {
    fact: 'F2.4',
    question: 'Do ConfirmSignUp, VerifyUserAttribute and a confirmation link move an alias?',
    why: 'each needs a code that only the mailbox shows, and the run sends to no mailbox',
  },
  {
    fact: 'F2.4',
    question: 'Does signing in by a one-time code move an alias?',
    why: 'it needs such a code, and a pool of a higher price',
  },
  {
    fact: 'F5.2',
    question: 'Does a code that was sent to one address confirm another, set meanwhile?',
    why: 'it needs such a code; the guard takes the more dangerous reading',
  },
  {
    fact: 'F1.2',
    question: 'Do CSV imports and the user-migration trigger call pre sign-up?',
    why: 'an import needs a role and a mail to each user, a migration a directory to migrate from; docs/security.md calls both outside',
  },
  {
    fact: 'F3.11',
    question: 'Are 30 ListUsers calls a second the limit of account and Region?',
    why: 'asking would throttle every other pool of the account',
  },
];
