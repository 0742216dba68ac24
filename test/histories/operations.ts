/**
 * What can happen to a pool, as operations over few users and addresses: sign-ups through the trigger, one or two at
 * once, and every other door by which an address becomes verified.
 */
import fc from 'fast-check';
import { beginAdminCreateUser, finishAdminCreateUser } from '../../src/sim/operations/admin-create-user.ts';
import { adminUpdateUserAttributes } from '../../src/sim/operations/admin-update-user-attributes.ts';
import { confirmSignUp } from '../../src/sim/operations/confirm-sign-up.ts';
import { deleteUser } from '../../src/sim/operations/delete-user.ts';
import { beginFederatedSignIn, finishFederatedSignIn } from '../../src/sim/operations/federated-sign-in.ts';
import { setEnabled } from '../../src/sim/operations/set-enabled.ts';
import { beginSignUp, finishSignUp, type SignUpBegun } from '../../src/sim/operations/sign-up.ts';
import {
  getUserAttributeVerificationCode,
  verifyUserAttribute,
} from '../../src/sim/operations/verify-user-attribute.ts';
import { PASSWORD } from '../sim/pools.ts';
import { CODE_CLIENT, type World } from './world.ts';

/** One thing that happens. Returns what it is called in the distribution. */
export type Operation = (world: World) => Promise<string>;

const NAMES = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal'];
const EMAILS = ['a@example.com', 'A@Example.com', 'b@example.com'];
const PHONES = ['+12065550100', '+12065550101'];
const CODE = '123456';

type Contact = {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly client: string;
};

const contact: fc.Arbitrary<Contact> = fc.record({
  name: fc.constantFrom(...NAMES),
  email: fc.option(fc.constantFrom(...EMAILS), { nil: null, freq: 8 }),
  phone: fc.option(fc.constantFrom(...PHONES), { nil: null, freq: 1 }),
  client: fc.constantFrom('app', 'app', CODE_CLIENT),
});

function attributesOf({ email, phone }: Contact, verified: boolean): ReadonlyMap<string, string> {
  const entries: [string, string][] = [];
  if (email !== null)
    entries.push(['email', email], ...(verified ? ([['email_verified', 'true']] as [string, string][]) : []));
  if (phone !== null) entries.push(['phone_number', phone]);
  return new Map(entries);
}

function given(world: World, userName: string) {
  return { sub: `sub-${userName}`, code: CODE, now: world.now };
}

/** In a username pool the address is the name. */
function nameFor(world: World, { name, email }: Contact): string {
  return world.pool.settings.signIn.kind === 'username' ? (email ?? PHONES[0] ?? '') : name;
}

function begin(world: World, made: Contact): SignUpBegun | null {
  const userName = nameFor(world, made);
  const begun = beginSignUp(
    world.pool,
    { userName, password: PASSWORD, attributes: attributesOf(made, false) },
    `sub-${made.name}`,
  );
  return begun.ok ? begun.value : null;
}

const signUp = contact.map(
  (made): Operation =>
    async (world) => {
      const begun = begin(world, made);
      if (begun === null) return 'refused by Cognito';
      const answer = await world.ask(begun.ask, made.client);
      world.take(finishSignUp(world.pool, begun, answer, given(world, begun.ask.userName)));
      return 'sign-up';
    },
);

/** Two sign-ups whose triggers run at once and whose users are persisted in either order. */
const twoAtOnce = fc.tuple(contact, contact, fc.boolean()).map(
  ([one, other, swapped]): Operation =>
    async (world) => {
      const begun = [begin(world, one), begin(world, { ...other, email: one.email })];
      world.crowded = true;
      const answers = await Promise.all(
        begun.map((each, index) => (each === null ? null : world.ask(each.ask, [one, other][index]?.client ?? 'app'))),
      );
      world.crowded = false;
      for (const index of swapped ? [1, 0] : [0, 1]) {
        const [each, answer] = [begun[index], answers[index]];
        if (each && answer) world.take(finishSignUp(world.pool, each, answer, given(world, each.ask.userName)));
      }
      return 'two at once';
    },
);

const adminCreate = fc.tuple(contact, fc.boolean(), fc.boolean()).map(
  ([made, verified, force]): Operation =>
    async (world) => {
      const request = {
        userName: nameFor(world, made),
        temporaryPassword: null,
        attributes: attributesOf(made, verified),
        forceAliasCreation: force,
      };
      const begun = beginAdminCreateUser(world.pool, request, `sub-${made.name}`);
      if (!begun.ok) return 'refused by Cognito';
      const answer = await world.ask(begun.value.ask, 'CLIENT_ID_NOT_APPLICABLE');
      world.take(finishAdminCreateUser(world.pool, begun.value, answer, given(world, request.userName)));
      return 'admin create';
    },
);

const federated = fc.tuple(contact, fc.boolean()).map(
  ([made, verified]): Operation =>
    async (world) => {
      const begun = beginFederatedSignIn(world.pool, {
        provider: 'Google',
        id: made.name,
        attributes: attributesOf(made, verified),
      });
      const answer =
        begun.ask === null ? ({ kind: 'failed', message: '' } as const) : await world.ask(begun.ask, 'app');
      world.take(finishFederatedSignIn(world.pool, begun, answer, given(world, begun.userName)));
      return 'federated sign-in';
    },
);

/** Somebody who is there, whatever the pool calls them. */
const somebody = fc.nat({ max: 5 }).map((index) => (world: World) => {
  const names = [...world.pool.users.keys()];
  return names[index % Math.max(1, names.length)] ?? 'nobody';
});

const confirm = fc.tuple(somebody, fc.boolean()).map(
  ([who, force]): Operation =>
    async (world) => {
      world.take(confirmSignUp(world.pool, { userName: who(world), code: CODE, forceAliasCreation: force }, world.now));
      return force ? 'confirm by force' : 'confirm';
    },
);

const verify = somebody.map(
  (who): Operation =>
    async (world) => {
      const request = { userName: who(world), attribute: 'email', code: CODE } as const;
      world.take(getUserAttributeVerificationCode(world.pool, request, given(world, request.userName)));
      world.take(verifyUserAttribute(world.pool, request, world.now));
      return 'verify attribute';
    },
);

const adminUpdate = fc.tuple(somebody, fc.constantFrom(...EMAILS)).map(
  ([who, email]): Operation =>
    async (world) => {
      const userName = who(world);
      const changes = new Map([
        ['email', email],
        ['email_verified', 'true'],
      ]);
      world.take(adminUpdateUserAttributes(world.pool, userName, changes, given(world, userName)));
      return 'admin update';
    },
);

const toggle = fc.tuple(somebody, fc.boolean()).map(
  ([who, enabled]): Operation =>
    async (world) => {
      world.take(setEnabled(world.pool, who(world), enabled, world.now));
      return enabled ? 'enable' : 'disable';
    },
);

const remove = somebody.map(
  (who): Operation =>
    async (world) => {
      world.take(deleteUser(world.pool, who(world)));
      return 'delete';
    },
);

const wait = fc.constantFrom(100, 16_000, 121_000).map(
  (ms): Operation =>
    async (world) => {
      world.now += ms;
      return 'wait';
    },
);

/** Any of them, sign-ups most often. */
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 8, arbitrary: signUp },
  { weight: 4, arbitrary: twoAtOnce },
  { weight: 3, arbitrary: adminCreate },
  { weight: 2, arbitrary: federated },
  { weight: 3, arbitrary: confirm },
  { weight: 1, arbitrary: verify },
  { weight: 1, arbitrary: adminUpdate },
  { weight: 1, arbitrary: toggle },
  { weight: 2, arbitrary: remove },
  { weight: 4, arbitrary: wait },
);
