/**
 * What the form sends: a sign-up in one of the three ways that ask the trigger, with everything that a policy can look at.
 */
import * as z from 'zod/mini';
import { fail, ok, type Result } from '../../core/result.ts';
import { adminCreateUser, federatedSignIn, signUp } from '../attempts.ts';
import { statementIn } from '../invitations.ts';
import { metadataOf, SCENE_PASSWORD } from '../scenes/stage.ts';
import type { LabState } from '../state.ts';

/** A user's name as it was typed. */
export const name = z.string().check(z.trim(), z.minLength(1, 'it is empty'), z.maxLength(128));
const address = z._default(z.string().check(z.trim(), z.maxLength(2048)), '');
const text = z._default(z.string().check(z.trim(), z.maxLength(4096)), '');

/** The form. `force` is ForceAliasCreation, an administrator's; `attributes`, `metadata` and `validation` are lines of `name=value`; an empty client is the lab's own. */
export const JoinForm = z.object({
  via: z.enum(['sign-up', 'admin-create', 'federated']),
  userName: name,
  email: address,
  phone: address,
  invitation: text,
  force: z._default(z.boolean(), false),
  attributes: text,
  metadata: text,
  validation: text,
  client: z._default(z.string().check(z.trim(), z.regex(/^[\w+]{0,128}$/u, 'it is no id of an app client')), ''),
  provider: z._default(
    z.string().check(z.trim(), z.regex(/^[^\s_]\S{0,31}$/u, 'it is no name of a provider')),
    'Google',
  ),
});

type Form = z.output<typeof JoinForm>;
type Pairs = Readonly<Record<string, string>>;

/** Lines of `name=value`. */
function pairsIn(lines: string): Result<Pairs, string> {
  const pairs: [string, string][] = [];
  for (const line of lines.split('\n').map((one) => one.trim())) {
    const at = line.indexOf('=');
    if (line === '') continue;
    if (at < 1) return fail(`\`${line}\` is no \`name=value\``);
    pairs.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
  }
  return ok(Object.fromEntries(pairs));
}

type Given = {
  readonly attributes: ReadonlyMap<string, string>;
  readonly passed: { readonly validationData: Pairs | null; readonly clientMetadata: Pairs | null };
};

function givenIn(form: Form): Result<Given, string> {
  const more = pairsIn(form.attributes);
  const metadata = pairsIn(form.metadata);
  const validation = pairsIn(form.validation);
  if (!more.ok) return more;
  if (!metadata.ok) return metadata;
  if (!validation.ok) return validation;
  const addresses: Pairs = { email: form.email, phone_number: form.phone };
  const given = Object.entries({ ...addresses, ...more.value }).filter(([, value]) => value !== '');
  const clientMetadata = { ...metadata.value, ...metadataOf(statementIn(form.invitation)) };
  return ok({
    attributes: new Map(given),
    passed: { validationData: orNull(validation.value), clientMetadata: orNull(clientMetadata) },
  });
}

function orNull(pairs: Pairs): Pairs | null {
  return Object.keys(pairs).length === 0 ? null : pairs;
}

/** An administrator and a provider both vouch for the email that they bring. */
function vouchedFor(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return attributes.has('email') ? new Map([['email_verified', 'true'], ...attributes]) : attributes;
}

/** Lets somebody in, or gives the sentence of a refusal. */
export async function join(state: LabState, form: Form): Promise<string | null> {
  const given = givenIn(form);
  if (!given.ok) return given.error;
  const { attributes, passed } = given.value;
  const clientId = form.client === '' ? state.client.id : form.client;
  const { userName } = form;
  switch (form.via) {
    case 'sign-up':
      return refusalIn(
        await signUp(state, { userName, password: SCENE_PASSWORD, attributes }, { ...passed, clientId }),
      );
    case 'admin-create':
      return refusalIn(
        await adminCreateUser(
          state,
          { userName, temporaryPassword: null, attributes: vouchedFor(attributes), forceAliasCreation: form.force },
          passed,
        ),
      );
    case 'federated':
      return refusalIn(
        await federatedSignIn(
          state,
          { provider: form.provider, id: userName, attributes: vouchedFor(attributes) },
          clientId,
        ),
      );
  }
}

/** What an action answers for what the pool said. */
export function refusalIn(result: Result<unknown, { readonly message: string }>): string | null {
  return result.ok ? null : result.error.message;
}
