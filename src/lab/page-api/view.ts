/**
 * What the page is told, as data. Shared with the page's own code, so types only.
 */
import type { AliasAttribute } from '../../core/attempt.ts';
import type { UserStatus } from '../../sim/pool.ts';
import type { AliasMove } from '../alias-moves.ts';
import type { PoolKind } from '../cognito/pool-kinds.ts';
import type { BothPlayed } from '../collision/play.ts';
import type { FeedItem, TriggerChoice } from '../feed.ts';
import type { Lines } from '../policy/policy-file.ts';

/** An address on a user. */
export type AddressView = { readonly value: string; readonly verified: boolean };

/** A user. `code` is the one that waits to be typed. */
export type UserView = {
  readonly userName: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly email: AddressView | null;
  readonly phone: AddressView | null;
  readonly code: { readonly code: string; readonly sentTo: string } | null;
};

/** An address, whether such addresses sign in at all, whom it does, who carries it, and the moves it made. */
export type AliasView = {
  readonly attribute: AliasAttribute;
  readonly value: string;
  readonly signsIn: boolean;
  readonly owner: string | null;
  readonly carriers: readonly string[];
  readonly moves: readonly AliasMove[];
};

/** Some users, the newest first, the addresses that they carry, and how many they are with those who are left out. */
export type PeopleView = {
  readonly users: readonly UserView[];
  readonly aliases: readonly AliasView[];
  readonly found: number;
};

/** The policy. `report` is what `check` prints of the file as saved; `text` and the places are of the one in force. */
export type PolicyView = {
  readonly file: string;
  readonly text: string;
  readonly digest: string | null;
  readonly rules: Readonly<Record<string, Lines>>;
  readonly settings: Readonly<Record<string, Lines>>;
  readonly report: string;
  readonly invalid: boolean;
  readonly failure: string | null;
};

/** The collision that is shown before anybody did anything: the same two sign-ups in front of either trigger. */
export type CollisionView =
  | { readonly kind: 'playing' }
  | (BothPlayed & {
      readonly kind: 'played';
      readonly address: string;
      /** Who had the address, and who signed up with it after them. */
      readonly holder: string;
      readonly newcomer: string;
      readonly policy: Pick<PolicyView, 'text' | 'digest' | 'rules' | 'settings'>;
    });

/** A written invitation, as an application would mail it. `until` is in milliseconds since 1970. */
export type InvitationView = {
  readonly id: string;
  readonly attester: string;
  readonly email: string;
  readonly link: string;
  readonly until: number;
};

/** A scene to be chosen. */
type SceneView = { readonly id: string; readonly title: string; readonly about: string };

/** Everything. */
export type LabView = {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly pool: PoolKind;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicClientId: string;
  readonly trigger: TriggerChoice;
  readonly processes: number;
  readonly userCount: number;
  /** The newest first, the oldest left out where there are very many. */
  readonly users: readonly UserView[];
  readonly aliases: readonly AliasView[];
  readonly feed: readonly FeedItem[];
  /** Until the first attempt. */
  readonly collision: CollisionView | null;
  readonly policy: PolicyView;
  /** Whose statements the policy in force trusts, by id. */
  readonly attesters: readonly string[];
  /** The newest first. */
  readonly invitations: readonly InvitationView[];
  /** None in a pool without aliases. */
  readonly scenes: readonly SceneView[];
  readonly scene: string | null;
  /** The scene that was played last, by id, while what it left stands. */
  readonly played: string | null;
};

/** What an action answers: null, or the sentence of a refusal. */
export type ActionAnswer = { readonly refused: string | null };
