/** Probes of a pool's settings: what rewriting them changes. They work on the plain pool and put its trigger back. */
import { objectIn } from '../call.ts';
import { type AccountProbe, confirmed, contradicted, type ProbeStage } from '../probe.ts';

const DESCRIBE = 'cognito-idp:DescribeUserPool';
const UPDATE = 'cognito-idp:UpdateUserPool';

async function triggersOf(stage: ProbeStage): Promise<Readonly<Record<string, unknown>> | null> {
  const answer = await stage.call(DESCRIBE, { UserPoolId: stage.pools.plain.id });
  return answer.ok ? objectIn(objectIn(answer.output, 'UserPool'), 'LambdaConfig') : null;
}

const updateResets: AccountProbe = {
  id: 'update-resets-trigger',
  question: 'Does UpdateUserPool without LambdaConfig take the triggers away?',
  fact: 'F4.12',
  calls: [DESCRIBE, UPDATE],
  answers: {
    reset: confirmed('it does: whoever owns the pool takes an attached trigger away with the next update'),
    kept: contradicted('it does not: an attached trigger outlives the owner’s updates'),
  },
  ask: async (stage) => {
    const LambdaConfig = await triggersOf(stage);
    if (LambdaConfig?.['PreSignUp'] === undefined) return { answer: 'no-trigger' };
    const UserPoolId = stage.pools.plain.id;
    const update = await stage.call(UPDATE, { UserPoolId });
    const after = await triggersOf(stage);
    await stage.call(UPDATE, { UserPoolId, LambdaConfig });
    if (!update.ok) return { answer: update.error.name };
    return { answer: after?.['PreSignUp'] === undefined ? 'reset' : 'kept' };
  },
};

const stackTags: AccountProbe = {
  id: 'rewrite-stack-tags',
  question: 'May UpdateUserPool pass on the tags that CloudFormation gave a pool (`aws:cloudformation:…`)?',
  fact: 'F4.12',
  calls: [DESCRIBE, UPDATE],
  answers: {
    accepted: confirmed('it may: a pool is rewritten with all that was read of it'),
    'no-such-tags': confirmed('a pool does not carry such tags: nothing to pass on'),
    refused: contradicted('it may not: rewriting a created pool must leave them out'),
  },
  ask: async (stage) => {
    const UserPoolId = stage.pools.plain.id;
    const described = await stage.call(DESCRIBE, { UserPoolId });
    if (!described.ok) return { answer: described.error.name };
    const pool = objectIn(described.output, 'UserPool');
    const UserPoolTags = objectIn(pool, 'UserPoolTags');
    if (!Object.keys(UserPoolTags).some((tag) => tag.startsWith('aws:'))) return { answer: 'no-such-tags' };
    const LambdaConfig = objectIn(pool, 'LambdaConfig');
    const update = await stage.call(UPDATE, { UserPoolId, LambdaConfig, UserPoolTags });
    if (update.ok) return { answer: 'accepted' };
    return { answer: update.error.name === 'InvalidParameterException' ? 'refused' : update.error.name };
  },
};

/** The probes of settings. */
export const SETTING_PROBES: readonly AccountProbe[] = [updateResets, stackTags];
