/**
 * What the page can do: the same things that a caller over the wire can, and the lab's own switches. One action an entry;
 * an action answers null or the sentence of a refusal.
 */
import * as z from 'zod/mini';
import { confirmSignUp } from '../../sim/operations/confirm-sign-up.ts';
import { deleteUser } from '../../sim/operations/delete-user.ts';
import { verifyUserAttribute } from '../../sim/operations/verify-user-attribute.ts';
import type { Step } from '../../sim/step.ts';
import type { Lab } from '../lab.ts';
import { emptyPool } from '../reset.ts';
import { SCENES } from '../scenes/registry.ts';
import { onStage } from '../scenes/stage.ts';
import { apply } from '../state.ts';
import { validationText } from '../wire/validation-text.ts';
import { JoinForm, join, name, refusalIn } from './join.ts';

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

const signUp = action(JoinForm, ({ state }, form) => join(state, form));

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

const confirm = action(
  z.object({ userName: name, code: z.string(), force: z._default(z.boolean(), false) }),
  ({ state }, { userName, code, force }) => {
    const user = state.pool.users.get(userName);
    const attribute = user?.signUpCode === null ? [...user.attributeCodes.keys()].at(-1) : undefined;
    const step: Step<unknown> =
      attribute === undefined
        ? confirmSignUp(state.pool, { userName, code, forceAliasCreation: force }, state.now())
        : verifyUserAttribute(state.pool, { userName, attribute, code }, state.now());
    return refusalIn(apply(state, step));
  },
);

const remove = action(z.object({ userName: name }), ({ state }, { userName }) =>
  refusalIn(apply(state, deleteUser(state.pool, userName))),
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
  'sign-up': signUp,
  invite,
  confirm,
  'delete-user': remove,
  trigger: choose,
  scene: playScene,
  reset,
};
