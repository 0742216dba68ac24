/**
 * Law 11 for every pool of an account: it calls a function that exists, that Cognito may call for it and that may read it,
 * or no function at all.
 */
import { type LocalAws, poolArn } from './local-aws.ts';
import { allowedBy } from './rights.ts';

/** What the guard asks of the pool it decides for. */
const LOOK_UPS = ['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser'];

/** What is wrong, one sentence a fault; nothing where the law holds. */
export async function breaches(aws: LocalAws): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of aws.pools.keys()) {
    const trigger = aws.triggerOf(id);
    if (trigger === null) continue;
    const callers = aws.functions.get(trigger);
    if (callers === undefined) found.push(`${id} calls ${trigger}, which does not exist`);
    else if (!callers.has(id)) found.push(`${id} calls ${trigger}, and may not`);
    else found.push(...(await unread(aws, id, trigger)));
  }
  return found;
}

/** Other people's functions read what they like. */
async function unread(aws: LocalAws, id: string, trigger: string): Promise<readonly string[]> {
  const stack = /:function:(.+)-guard:live$/u.exec(trigger)?.[1];
  if (stack === undefined) return [];
  const statements = aws.rights.get(`${stack}.PreSignUpRole`) ?? [];
  const asked = LOOK_UPS.map((action) => ({ action, resource: poolArn(id), context: {} }));
  const denied = [];
  for (const each of asked) if ((await allowedBy(statements, each)).length === 0) denied.push(each.action);
  return denied.map((action) => `${id} calls ${trigger}, which may not ${action}`);
}
