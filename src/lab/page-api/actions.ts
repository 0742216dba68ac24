/**
 * What the page can do: the same things that a caller over the wire can, and the lab's own switches. One action an entry;
 * an action answers null or the sentence of a refusal.
 */
import * as z from 'zod/mini';
import type { Result } from '../../core/result.ts';
import { confirmSignUp } from '../../sim/operations/confirm-sign-up.ts';
import { deleteUser } from '../../sim/operations/delete-user.ts';
import { adminCreateUser, federatedSignIn, signUp } from '../attempts.ts';
import { statementIn } from '../invitations.ts';
import type { Lab } from '../lab.ts';
import { emptyPool } from '../reset.ts';
import { SCENES } from '../scenes/registry.ts';
import { metadataOf, onStage, SCENE_PASSWORD } from '../scenes/stage.ts';
import { apply } from '../state.ts';
import { validationText } from '../validation-text.ts';

/** An action, ready to be done with whatever came. */
export type Action = (lab: Lab, body: unknown) => Promise<string | null>;

function action<S extends z.core.$ZodType>(
  input: S,
  run: (lab: Lab, given: z.output<S>) => Promise<string | null> | string | null,
): Action {
  return async (lab, body) => {
    const parsed = z.safeParse(input, body);
    if (parsed.success) return run(lab, parsed.data);
    const [issue] = parsed.error.issues;
    if (issue?.code === 'too_big' && issue.path[0] === 'userName')
      return validationText([{ ...issue, path: ['Username'] }]);
    return `\`${issue?.path.join('.') || 'the request'}\` is wrong: ${issue?.message}`;
  };
}

function sentence(result: Result<unknown, { readonly message: string }>): string | null {
  return result.ok ? null : result.error.message;
}

const name = z.string().check(z.trim(), z.minLength(1, 'it is empty'), z.maxLength(128));
const address = z._default(z.string().check(z.trim(), z.maxLength(2048)), '');

const SignUp = z.object({
  via: z.enum(['sign-up', 'admin-create', 'federated']),
  userName: name,
  email: address,
  phone: address,
  invitation: z._default(z.string().check(z.trim(), z.maxLength(4096)), ''),
});

function attributesOf({ email, phone }: z.output<typeof SignUp>): ReadonlyMap<string, string> {
  const given: readonly (readonly [string, string])[] = [
    ['email', email],
    ['phone_number', phone],
  ];
  return new Map(given.filter(([, value]) => value !== ''));
}

/** An administrator and a provider both vouch for the email that they bring. */
function vouchedFor(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return attributes.has('email') ? new Map([...attributes, ['email_verified', 'true']]) : attributes;
}

const join = action(SignUp, async ({ state }, input) => {
  const attributes = attributesOf(input);
  switch (input.via) {
    case 'sign-up':
      return sentence(
        await signUp(
          state,
          { userName: input.userName, password: SCENE_PASSWORD, attributes },
          { validationData: null, clientMetadata: metadataOf(statementIn(input.invitation)) },
        ),
      );
    case 'admin-create':
      return sentence(
        await adminCreateUser(state, {
          userName: input.userName,
          temporaryPassword: null,
          attributes: vouchedFor(attributes),
          forceAliasCreation: false,
        }),
      );
    case 'federated':
      return sentence(
        await federatedSignIn(state, { provider: 'Google', id: input.userName, attributes: vouchedFor(attributes) }),
      );
  }
});

const invite = action(
  z.object({
    attester: z.string(),
    email: z.string().check(z.trim(), z.minLength(1, 'it is empty'), z.maxLength(256)),
  }),
  async ({ state, policy, invitations, changes }, { attester, email }) => {
    const known = policy.status().inForce.document?.attesters ?? [];
    if (!known.some(({ id }) => id === attester)) return `the policy in force has no attester \`${attester}\``;
    const written = await invitations.write({ attester, email, userPoolId: state.pool.settings.id });
    changes.fire();
    return written.ok ? null : written.error;
  },
);

const confirm = action(z.object({ userName: name, code: z.string() }), ({ state }, { userName, code }) =>
  sentence(apply(state, confirmSignUp(state.pool, { userName, code, forceAliasCreation: false }, state.now()))),
);

const remove = action(z.object({ userName: name }), ({ state }, { userName }) =>
  sentence(apply(state, deleteUser(state.pool, userName))),
);

const choose = action(z.object({ choice: z.enum(['guard', 'article']) }), ({ trigger, changes }, { choice }) => {
  trigger.choose(choice);
  changes.fire();
  return null;
});

const playScene = action(z.object({ id: z.string() }), async (lab, { id }) => {
  const scene = SCENES.find((one) => one.id === id);
  if (scene === undefined) return `there is no scene \`${id}\``;
  if (lab.scene !== null) return 'a scene is playing';
  if (lab.state.pool.settings.signIn.kind !== 'alias') {
    return 'the scenes are about aliases, which this pool has none of: start a lab with `--pool alias`';
  }
  return lab.inTurn(async () => {
    lab.scene = id;
    lab.played = id;
    try {
      await onStage(lab, scene.play);
      return null;
    } finally {
      lab.scene = null;
      lab.changes.fire();
    }
  });
});

const reset = action(z.object({}), (lab) => {
  if (lab.scene !== null) return 'a scene is playing';
  lab.played = null;
  emptyPool(lab);
  return null;
});

/** Actions by the last part of their path. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  'sign-up': join,
  invite,
  confirm,
  'delete-user': remove,
  trigger: choose,
  scene: playScene,
  reset,
};
