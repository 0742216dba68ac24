/**
 * Checks of the pool's own settings.
 */
import { isAliasAttribute } from '../../../core/attempt.ts';
import { isObject } from '../../../core/json.ts';
import { smsRoleOf } from '../../../pool/pool-settings.ts';
import { type Check, wordsOf } from '../examination.ts';

/** Settings of the pool that make the trigger useless or unsafe. */
export const POOL_CHECKS: readonly Check[] = [
  {
    id: 'alias-mode',
    severity: 'warning',
    fact: 'F2.1',
    remedy: 'how users sign in is fixed when a pool is created: a new pool needs AliasAttributes or UsernameAttributes',
    find: ({ pool }) =>
      signInAttributes(pool).length > 0
        ? []
        : ['nobody signs in by email or phone here, so verifying one gives no alias; the trigger only confirms'],
  },
  {
    id: 'username-attributes',
    severity: 'note',
    fact: 'F2.9',
    remedy: 'keep `collision.holders: any`, so that an unverified or federated holder counts',
    find: ({ pool }) =>
      wordsOf(pool, 'UsernameAttributes').some(isAliasAttribute)
        ? ['addresses are user names here: Cognito refuses taken ones of local users, not of federated ones']
        : [],
  },
  {
    id: 'case-sensitive',
    severity: 'danger',
    fact: 'F1.10',
    remedy:
      'case is fixed when a pool is created; find twins with `signup-guard audit`, and plan a case-insensitive pool',
    find: ({ pool }) => {
      const configuration = pool['UsernameConfiguration'];
      const insensitive = isObject(configuration) && configuration['CaseSensitive'] === false;
      return insensitive ? [] : ['the pool tells `A@example.com` from `a@example.com`: one mailbox, two aliases'];
    },
  },
  {
    id: 'no-code-sent',
    severity: 'danger',
    fact: 'F5.1',
    remedy: 'set AutoVerifiedAttributes to `email` (or `phone_number`), so that who is not approved gets a code',
    find: ({ pool }) =>
      wordsOf(pool, 'AutoVerifiedAttributes').length > 0
        ? []
        : ['AutoVerifiedAttributes is empty: no code is sent, so whoever the policy gives `code` can never confirm'],
  },
  {
    id: 'sign-up-closed',
    severity: 'warning',
    fact: 'F1.6',
    remedy: 'set AdminCreateUserConfig.AllowAdminCreateUserOnly to false, or do without the trigger',
    find: ({ pool }) => {
      const configuration = pool['AdminCreateUserConfig'];
      const closed = isObject(configuration) && configuration['AllowAdminCreateUserOnly'] === true;
      return closed ? ['only administrators create users here, and for those the trigger may not verify'] : [];
    },
  },
  {
    id: 'unproven-changes',
    severity: 'warning',
    fact: 'F5.7',
    remedy: 'set UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate for every sign-in attribute',
    find: ({ pool }) => {
      const settings = pool['UserAttributeUpdateSettings'];
      const proven = isObject(settings) ? wordsOf(settings, 'AttributesRequireVerificationBeforeUpdate') : [];
      const open = signInAttributes(pool).filter((name) => !proven.includes(name) && canProve(pool, name));
      return open.length > 0
        ? [`users change ${open.map((name) => `\`${name}\``).join(' and ')} before proving the new value`]
        : [];
    },
  },
  {
    id: 'no-sms',
    severity: 'note',
    fact: 'F5.7',
    remedy:
      'give the pool an SMS role, and both settings of verification `phone_number`, if users shall change their numbers',
    find: ({ pool }) =>
      signInAttributes(pool).every((name) => canProve(pool, name))
        ? []
        : ['the pool sends no SMS: a number that a user changes is unverified from then on, and signs nobody in'],
  },
  {
    id: 'user-migration',
    severity: 'warning',
    fact: 'F1.2',
    remedy: 'finish the migration before approvals verify addresses, or use `mode: code-only` until then',
    find: ({ pool }) => {
      const triggers = pool['LambdaConfig'];
      return isObject(triggers) && typeof triggers['UserMigration'] === 'string'
        ? ['a user-migration trigger creates users past this trigger: addresses of those still to come look free']
        : [];
    },
  },
  {
    id: 'csv-import',
    severity: 'warning',
    fact: 'F1.2',
    remedy: 'wait for the import to end, or use `mode: code-only` until then',
    find: ({ runningImports }) =>
      runningImports.ok && runningImports.value > 0
        ? [`${runningImports.value} CSV import(s) run or wait: addresses of users still to come look free`]
        : [],
  },
];

/** Cognito takes `phone_number` for neither setting of verification where it cannot send an SMS. */
function canProve(pool: Readonly<Record<string, unknown>>, name: string): boolean {
  return name !== 'phone_number' || smsRoleOf(pool) !== null;
}

function signInAttributes(pool: Readonly<Record<string, unknown>>): readonly string[] {
  const all = [...wordsOf(pool, 'AliasAttributes'), ...wordsOf(pool, 'UsernameAttributes')];
  return [...new Set(all)].filter(isAliasAttribute);
}
