/**
 * Checks of the pool's app clients and its public face.
 */
import { ALIAS_ATTRIBUTES } from '../../../core/attempt.ts';
import { isList, type RuleDocument } from '../../../core/policy.ts';
import { verifiesTyped } from '../../../policy/lints/lint-rule.ts';
import { type Check, type Examination, known, wordsOf } from '../examination.ts';

/** What clients let the public do. */
export const CLIENT_CHECKS: readonly Check[] = [
  {
    id: 'rules-on-writable-attributes',
    severity: 'warning',
    fact: 'F6.5',
    remedy: "take the attribute out of the client's WriteAttributes, or let no restriction rest on it",
    find: (examination) =>
      (known(examination.clients)?.seen ?? []).flatMap(({ id, writable }) => {
        const open = ruleAttributes(examination).filter((name) => writable === null || writable.includes(name));
        return open.length === 0 ? [] : [`client \`${id}\` may write ${quoted(open)}, which rules look at`];
      }),
  },
  {
    id: 'verifies-through-public-client',
    severity: 'warning',
    fact: 'F6.5',
    remedy:
      'name a client with a secret that only your server holds under `client`, rest the rule on `emailAttested`, or leave `verify` out',
    find: (examination) => {
      const clients = known(examination.clients)?.seen ?? [];
      const open = [
        { why: 'which has no secret', clients: clients.filter(({ hasSecret }) => !hasSecret) },
        {
          why: 'whose sign-up page asks nobody for its secret',
          clients: clients.filter(({ hasSecret, servesPages }) => hasSecret && servesPages && hasPages(examination)),
        },
      ];
      return trustingRules(examination).flatMap((rule) =>
        open.flatMap(({ why, clients: each }) => {
          const through = each.filter(({ id }) => mayComeThrough(rule, id)).map(({ id }) => id);
          if (through.length === 0) return [];
          return [`rule \`${rule.id}\` verifies what anybody types through ${quoted(through)}, ${why}`];
        }),
      );
    },
  },
  {
    id: 'user-existence',
    severity: 'warning',
    fact: 'F6.1',
    remedy: 'set PreventUserExistenceErrors to ENABLED on the client',
    find: ({ clients }) =>
      (known(clients)?.seen ?? [])
        .filter(({ hidesUserExistence }) => !hidesUserExistence)
        .map(({ id }) => `client \`${id}\` tells whether a user exists`),
  },
  {
    id: 'force-alias-creation',
    severity: 'note',
    fact: 'F2.7',
    remedy: 'search your apps for `forceAliasCreation` and send false; Amplify JS up to 5 sends true by default',
    find: ({ pool }) =>
      wordsOf(pool, 'AliasAttributes').length === 0
        ? []
        : [
            'whether an app confirms with ForceAliasCreation cannot be seen from here: whoever holds a code may then move an alias',
          ],
  },
  {
    id: 'open-registration',
    severity: 'warning',
    fact: 'F8.9',
    remedy: 'switch open dynamic client registration off, or let rules name the clients they are for',
    find: ({ pool }) => {
      const dcr = Object(pool['DcrConfiguration']);
      return dcr['OpenDcrEnabled'] === true
        ? ['anybody may register an app client here, so new ones appear by themselves']
        : [];
    },
  },
  {
    id: 'unseen-clients',
    severity: 'note',
    fact: 'F3.11',
    remedy: 'look at the other clients in the console',
    find: ({ clients }) => {
      const unseen = known(clients)?.unseen ?? 0;
      return unseen > 0 ? [`${unseen} app clients were not looked at: there are too many`] : [];
    },
  },
  {
    id: 'no-waf',
    severity: 'note',
    fact: 'F6.4',
    remedy: 'attach a web ACL that limits the rate of SignUp by address of origin',
    find: ({ webAcl }) =>
      webAcl.ok && webAcl.value === null
        ? ['no web ACL stands before the pool: anybody may use up the 30 ListUsers a second of the account']
        : [],
  },
];

/** User attributes that rules of the policy look at. */
function ruleAttributes({ policy }: Examination): readonly string[] {
  const rules = known(policy)?.document.rules ?? [];
  const sets = rules.flatMap(({ when, unless }) => [when?.['attribute'], unless?.['attribute']]);
  return [...new Set(sets.flatMap((set) => (set === undefined || set === true ? [] : Object.keys(set))))];
}

/** Rules that verify an address on somebody's word, not on an attestation of it. */
function trustingRules({ policy }: Examination): readonly RuleDocument[] {
  const rules = known(policy)?.document.rules ?? [];
  return rules.filter((rule) => ALIAS_ATTRIBUTES.some((attribute) => verifiesTyped(rule, attribute)));
}

/** Whether the pool has pages of its own: a domain for managed login. */
function hasPages({ pool }: Examination): boolean {
  return [pool['Domain'], pool['CustomDomain']].some((domain) => typeof domain === 'string' && domain !== '');
}

/** Whether a rule may be about a sign-up through that client, as far as clients and triggers tell. */
function mayComeThrough({ when = {}, unless }: RuleDocument, client: string): boolean {
  const { client: clients, trigger: triggers } = when;
  if (isList(clients) && !clients.includes(client)) return false;
  if (isList(triggers) && !triggers.includes('sign-up')) return false;
  const excepted = unless?.['client'];
  return !(isList(excepted) && excepted.includes(client) && Object.keys(unless ?? {}).length === 1);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
