/**
 * What scenes are played with: people who act on the lab's pool, notes for whoever watches, and bad days on demand. Must
 * leave the lab as it was, whatever happens in between.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from '../../core/result.ts';
import { confirmSignUp } from '../../sim/operations/confirm-sign-up.ts';
import type { FederatedProfile } from '../../sim/operations/federated-sign-in.ts';
import type { PoolError } from '../../sim/step.ts';
import { federatedSignIn, signUp } from '../attempts.ts';
import { noFaults } from '../faults.ts';
import type { Lab } from '../lab.ts';
import { readScenePolicy } from '../policy/policy-file.ts';
import { emptyPool } from '../reset.ts';
import { apply } from '../state.ts';
import { FLOOD_POLICY, FLOOD_TEXT } from './flood-policy.ts';
import { INVITATIONS, INVITED_POLICY, INVITED_TEXT } from './invited-policy.ts';
import { STRICT_POLICY, STRICT_TEXT } from './strict-policy.ts';

/** A password that the pool takes. */
export const SCENE_PASSWORD = 'Correct-horse-1';

type Attributes = Readonly<Record<string, string>>;

/** The stage. */
export interface Stage {
  /** Says what comes next. */
  say(text: string): Promise<void>;
  /** Signs up, with an invitation where there is one. */
  signsUp(userName: string, attributes: Attributes, invitation?: string): Promise<void>;
  /** Somebody who was in the pool before there was a trigger. */
  wasThere(userName: string, attributes: Attributes): Promise<void>;
  signsInWith(profile: FederatedProfile): Promise<void>;
  /** Types the code that was sent. */
  typesTheCode(userName: string): void;
  /** A policy that refuses an address that somebody owns is in force from now on. */
  refusesDuplicates(): Promise<void>;
  /** A policy that approves whoever has an invitation to their address is in force from now on. */
  trustsInvitations(): Promise<void>;
  /** A policy that counts sign-ups by the range of their phone numbers is in force from now on. */
  countsSignUps(): Promise<void>;
  /** Writes an invitation to an address, so long ago; gives the statement in it. */
  invites(email: string, ageMs?: number): Promise<string>;
  /** SSM fails from now on, and no process remembers a policy. */
  losesSsm(): Promise<void>;
  /** Look-ups take that long from now on. */
  slowsDown(ms: number): void;
}

/** Plays on an empty pool, with all faults mended at the end. */
export async function onStage(lab: Lab, play: (stage: Stage) => Promise<void>): Promise<void> {
  emptyPool(lab);
  try {
    await play(createStage(lab));
  } finally {
    const lostPolicy = lab.state.faults.ssmDown;
    Object.assign(lab.state.faults, noFaults());
    const { lent } = lab.policy.status();
    if (lent) await lab.policy.lend(null);
    if (lostPolicy || lent) await lab.trigger.restart();
  }
}

function createStage(lab: Lab): Stage {
  const { state, feed } = lab;
  const tell = (who: string, result: Result<unknown, PoolError>): void => {
    if (!result.ok) feed.note(`${who} was refused: ${result.error.message}`);
  };
  return {
    say: async (text) => {
      feed.note(text);
      await pause(lab.paceMs);
    },
    signsUp: async (userName, attributes, invitation) => {
      const passed = { validationData: null, clientMetadata: metadataOf(invitation ?? null) };
      tell(userName, await signUp(state, requestOf(userName, attributes), passed));
    },
    wasThere: async (userName, attributes) => tell(userName, await untriggered(state, userName, attributes)),
    signsInWith: async (profile) => tell(profile.provider, await federatedSignIn(state, profile)),
    typesTheCode: (userName) => {
      const code = state.pool.users.get(userName)?.signUpCode?.code;
      if (code === undefined) return;
      const request = { userName, code, forceAliasCreation: false };
      tell(userName, apply(state, confirmSignUp(state.pool, request, state.now())));
    },
    refusesDuplicates: () => putInForce(lab, STRICT_POLICY, STRICT_TEXT),
    trustsInvitations: () => putInForce(lab, INVITED_POLICY, INVITED_TEXT),
    countsSignUps: () => putInForce(lab, FLOOD_POLICY, FLOOD_TEXT),
    invites: (email, ageMs = 0) => invite(lab, email, ageMs),
    losesSsm: async () => {
      state.faults.ssmDown = true;
      await lab.trigger.restart();
    },
    slowsDown: (ms) => {
      state.faults.lookUpDelayMs = ms;
    },
  };
}

async function untriggered(state: Lab['state'], userName: string, attributes: Attributes) {
  const trigger = state.trigger;
  state.trigger = null;
  const done = signUp(state, requestOf(userName, attributes));
  // the pool has asked by now: nobody else was without a trigger
  state.trigger = trigger;
  return done;
}

async function invite({ state, feed, invitations }: Lab, email: string, ageMs: number): Promise<string> {
  const written = await invitations.write({ attester: INVITATIONS, email, userPoolId: state.pool.settings.id, ageMs });
  if (!written.ok) feed.note(`no invitation could be written: ${written.error}`);
  return written.ok ? written.value.token : '';
}

async function putInForce(lab: Lab, file: string, text: string): Promise<void> {
  const lent = await lab.policy.lend(readScenePolicy(file, text, INVITATIONS, lab.invitations.trusting));
  if (!lent.ok) return lab.feed.note(`the scene's policy could not be published: ${lent.error}`);
  await lab.trigger.restart();
  lab.changes.fire();
}

/** Client metadata of a sign-up that carries a statement, as an application sends it. */
export function metadataOf(statement: string | null): Attributes | null {
  return statement === null ? null : { attestation: statement };
}

function requestOf(userName: string, attributes: Attributes) {
  return { userName, password: SCENE_PASSWORD, attributes: new Map(Object.entries(attributes)) };
}
