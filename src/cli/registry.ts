/**
 * Every command, once. Modules load when their command is called, so that a small one does not wait for a large one.
 */
import type { CommandEntry } from './command.ts';

/** The commands in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    summary: 'play a sign-up and a collision on this machine, no AWS account',
    load: () => import('./commands/demo.ts'),
  },
  {
    name: 'check',
    summary: 'find errors and traps in policies',
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'simulate',
    summary: 'decide one attempt by a policy, and say rule by rule why',
    load: () => import('./commands/simulate.ts'),
  },
  {
    name: 'test',
    summary: 'run the named cases of policies',
    load: () => import('./commands/test.ts'),
  },
  {
    name: 'diff',
    summary: 'find who is treated otherwise under another policy',
    load: () => import('./commands/diff.ts'),
  },
  {
    name: 'push',
    summary: 'publish a policy to Parameter Store, what changes shown first',
    load: () => import('./commands/push.ts'),
  },
  {
    name: 'pull',
    summary: 'print the published policy as a file',
    load: () => import('./commands/pull.ts'),
  },
  {
    name: 'status',
    summary: 'compare what is live, the candidate and the file of each environment',
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'history',
    summary: 'list the published versions of a policy',
    load: () => import('./commands/history.ts'),
  },
  {
    name: 'rollback',
    summary: 'publish a former version again',
    load: () => import('./commands/rollback.ts'),
  },
  {
    name: 'promote',
    summary: 'make the candidate the live policy',
    load: () => import('./commands/promote.ts'),
  },
  {
    name: 'sign-up',
    summary: 'sign a user up',
    load: () => import('./commands/sign-up.ts'),
  },
  {
    name: 'user',
    summary: 'show a user as the pool has it',
    load: () => import('./commands/user.ts'),
  },
  {
    name: 'secret-hash',
    summary: 'compute the secret hash of a user name',
    load: () => import('./commands/secret-hash.ts'),
  },
  {
    name: 'event',
    summary: 'print a test event for the trigger',
    load: () => import('./commands/event.ts'),
  },
];
