/**
 * Every command, once. Modules load when their command is called, so that a small one does not wait for a large one.
 */
import type { CommandEntry } from './command.ts';

/** The commands in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    summary: 'play a sign-up and a collision on this machine, no AWS account',
    load: () => import('./commands/lab/demo.ts'),
  },
  {
    name: 'lab',
    summary: 'sign up on this machine and watch the decision, no AWS account',
    load: () => import('./commands/lab/lab.ts'),
  },
  {
    name: 'init',
    summary: 'make a folder of policies and settings, ready for `sam build`',
    load: () => import('./commands/start/init.ts'),
  },
  {
    name: 'check',
    summary: 'find errors and traps in policies',
    load: () => import('./commands/policy/check.ts'),
  },
  {
    name: 'simulate',
    summary: 'decide one attempt by a policy, and say rule by rule why',
    load: () => import('./commands/policy/simulate.ts'),
  },
  {
    name: 'test',
    summary: 'run the named cases of policies',
    load: () => import('./commands/policy/test.ts'),
  },
  {
    name: 'diff',
    summary: 'find who is treated otherwise under another policy',
    load: () => import('./commands/policy/diff.ts'),
  },
  {
    name: 'import',
    summary: 'read lists of other products into list files',
    load: () => import('./commands/policy/import.ts'),
  },
  {
    name: 'key',
    summary: 'make a key pair for an attester',
    load: () => import('./commands/policy/key.ts'),
  },
  {
    name: 'attest',
    summary: 'sign who controls an address, or inspect it',
    load: () => import('./commands/policy/attest.ts'),
  },
  {
    name: 'push',
    summary: 'publish a policy, what changes shown first',
    load: () => import('./commands/publish/push.ts'),
  },
  {
    name: 'pull',
    summary: 'print the published policy as a file',
    load: () => import('./commands/publish/pull.ts'),
  },
  {
    name: 'status',
    summary: 'show which environments differ from their files',
    load: () => import('./commands/publish/status.ts'),
  },
  {
    name: 'history',
    summary: 'list the published versions of a policy',
    load: () => import('./commands/publish/history.ts'),
  },
  {
    name: 'rollback',
    summary: 'publish a former version again',
    load: () => import('./commands/publish/rollback.ts'),
  },
  {
    name: 'promote',
    summary: 'make the candidate the live policy',
    load: () => import('./commands/publish/promote.ts'),
  },
  {
    name: 'sign-up',
    summary: 'sign a user up',
    load: () => import('./commands/people/sign-up.ts'),
  },
  {
    name: 'user',
    summary: 'show a user as the pool has it',
    load: () => import('./commands/people/user.ts'),
  },
  {
    name: 'decisions',
    summary: 'show decisions as they fall, one line each',
    load: () => import('./commands/log/decisions.ts'),
  },
  {
    name: 'review',
    summary: 'summarise a decision log, as text or as one HTML file',
    load: () => import('./commands/log/review.ts'),
  },
  {
    name: 'replay',
    summary: 'run past sign-ups through another policy',
    load: () => import('./commands/log/replay.ts'),
  },
  {
    name: 'secret-hash',
    summary: 'compute the secret hash of a user name',
    load: () => import('./commands/people/secret-hash.ts'),
  },
  {
    name: 'event',
    summary: 'print a test event for the trigger',
    load: () => import('./commands/people/event.ts'),
  },
  {
    name: 'attach',
    summary: 'let an existing pool call the trigger, nothing else',
    load: () => import('./commands/pool/attach.ts'),
  },
  {
    name: 'detach',
    summary: 'give a pool its former trigger back',
    load: () => import('./commands/pool/detach.ts'),
  },
  {
    name: 'doctor',
    summary: 'find what makes the trigger unsafe for a pool',
    load: () => import('./commands/pool/doctor.ts'),
  },
  {
    name: 'audit',
    summary: 'find who shares, squats or may lose an address',
    load: () => import('./commands/pool/audit.ts'),
  },
  {
    name: 'verify-account',
    summary: 'try what the product rests on in an account of your own',
    load: () => import('./commands/account/verify-account.ts'),
  },
  {
    name: 'completion',
    summary: 'print what makes a shell complete commands and options',
    load: () => import('./commands/start/completion.ts'),
  },
];
