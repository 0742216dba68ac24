/**
 * The lab as the page shows it. Reads only.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../core/attempt.ts';
import { isVerified, type User } from '../../sim/pool.ts';
import type { Lab } from '../lab.ts';
import { SCENES } from '../scenes/registry.ts';
import type { AddressView, AliasView, LabView, PolicyView, UserView } from './view.ts';

/** How many users the page is told of. */
const SHOWN = 200;

/** Everything the page shows. */
export function snapshotOf(lab: Lab): LabView {
  const { state, feed, trigger } = lab;
  const users = [...state.pool.users.values()].slice(-SHOWN).reverse();
  return {
    endpoint: lab.endpoint,
    userPoolId: state.pool.settings.id,
    clientId: state.client.id,
    clientSecret: state.client.secret,
    publicClientId: state.publicClient.id,
    trigger: trigger.choice(),
    processes: lab.processes,
    userCount: state.pool.users.size,
    users: users.map(userView),
    aliases: aliasViews(lab, users),
    feed: feed.items(),
    collision: feed.items().some(({ kind }) => kind === 'attempt') ? null : lab.collision.view(),
    policy: policyView(lab),
    attesters: (lab.policy.status().inForce.document?.attesters ?? []).map(({ id }) => id),
    invitations: lab.invitations.all().map(({ token: _, ...invitation }) => invitation),
    scenes: SCENES.map(({ id, title, about }) => ({ id, title, about })),
    scene: lab.scene,
    played: lab.played,
  };
}

function userView(user: User): UserView {
  const waiting = user.signUpCode ?? [...user.attributeCodes.values()].at(-1);
  return {
    userName: user.userName,
    status: user.status,
    enabled: user.enabled,
    email: address(user, 'email'),
    phone: address(user, 'phone_number'),
    code: waiting === undefined || waiting === null ? null : { code: waiting.code, sentTo: waiting.value },
  };
}

function address(user: User, attribute: AliasAttribute): AddressView | null {
  const value = user.attributes.get(attribute);
  return value === undefined ? null : { value, verified: isVerified(user, attribute) };
}

/** By address, in the order in which their first carrier came. */
function aliasViews({ moves }: Lab, newestFirst: readonly User[]): readonly AliasView[] {
  const found = new Map<string, AliasView>();
  for (const user of [...newestFirst].reverse()) {
    for (const attribute of ALIAS_ATTRIBUTES) {
      const held = address(user, attribute);
      if (held === null) continue;
      const key = `${attribute} ${held.value}`;
      const before = found.get(key) ?? { attribute, value: held.value, owner: null, carriers: [], moves: [] };
      found.set(key, {
        ...before,
        owner: held.verified ? user.userName : before.owner,
        carriers: [...before.carriers, user.userName],
      });
    }
  }
  return [...found.values()].map((alias) => ({
    ...alias,
    moves: moves.all().filter(({ attribute, value }) => attribute === alias.attribute && value === alias.value),
  }));
}

function policyView({ policy }: Lab): PolicyView {
  const { onDisk, inForce, failure } = policy.status();
  const { text, digest, rules, settings } = inForce;
  return {
    file: inForce.file,
    text,
    digest,
    rules,
    settings,
    report: onDisk.report,
    invalid: onDisk.document === null,
    failure,
  };
}
