/**
 * The lab as the page shows it. Reads only.
 */
import { poolKindOf } from '../cognito/pool-kinds.ts';
import type { Lab } from '../lab.ts';
import { SCENES } from '../scenes/registry.ts';
import { newestPeople } from './people.ts';
import type { LabView, PolicyView } from './view.ts';

/** Everything the page shows. */
export function snapshotOf(lab: Lab): LabView {
  const { state, feed, trigger } = lab;
  const { users, aliases } = newestPeople(lab);
  const pool = poolKindOf(state.pool.settings.signIn);
  return {
    endpoint: lab.endpoint,
    userPoolId: state.pool.settings.id,
    pool,
    clientId: state.client.id,
    clientSecret: state.client.secret,
    publicClientId: state.publicClient.id,
    trigger: trigger.choice(),
    processes: lab.processes,
    userCount: state.pool.users.size,
    users,
    aliases,
    feed: feed.items(),
    collision: feed.items().some(({ kind }) => kind === 'attempt') ? null : lab.collision.view(),
    policy: policyView(lab),
    attesters: (lab.policy.status().inForce.document?.attesters ?? []).map(({ id }) => id),
    invitations: lab.invitations.all().map(({ token: _, ...invitation }) => invitation),
    // their stories are about aliases
    scenes: (pool === 'alias' ? SCENES : []).map(({ id, title, about }) => ({ id, title, about })),
    scene: lab.scene,
    played: lab.played,
  };
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
