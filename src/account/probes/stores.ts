/** Probes of DynamoDB and Parameter Store: how refusals come, and what a read counts. */
import { type CallAnswer, type CallName, nameOfAnswer } from '../call.ts';
import { type AccountProbe, confirmed, contradicted, type ProbeStage } from '../probe.ts';

const PUT: CallName = 'dynamodb:PutItem';
const TRANSACT: CallName = 'dynamodb:TransactWriteItems';

function claimItem(stage: ProbeStage, key: string) {
  return {
    TableName: stage.tableName,
    Item: { pk: { S: key } },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

const conditionalCheck: AccountProbe = {
  id: 'conditional-check',
  question: 'Does a refused conditional write bring the item that stood in its way?',
  fact: 'F3.16',
  calls: [PUT],
  answers: {
    'with-item': confirmed('it does: one round trip tells whose claim it is'),
    'without-item': contradicted('it does not: a refused claim would need a read'),
  },
  ask: async (stage) => {
    const key = stage.unique();
    await stage.call(PUT, claimItem(stage, key));
    const again = await stage.call(PUT, claimItem(stage, key));
    if (again.ok) return { answer: 'accepted' };
    if (again.error.name !== 'ConditionalCheckFailedException') return { answer: again.error.name };
    return { answer: again.error.item ? 'with-item' : 'without-item' };
  },
};

const transactionReasons: AccountProbe = {
  id: 'transaction-reasons',
  question: 'In which order do the reasons of a cancelled transaction stand?',
  fact: 'F3.16',
  calls: [PUT, TRANSACT],
  answers: {
    'request-order': confirmed('in the order of the request, `None` for what was not in the way'),
    'other-order': contradicted('in another order: two addresses of one sign-up cannot be told apart'),
  },
  ask: async (stage) => {
    const [free, taken] = [stage.unique(), stage.unique()];
    await stage.call(PUT, claimItem(stage, taken));
    const answer = await transact(stage, [free, taken]);
    if (answer.ok) return { answer: 'accepted' };
    if (answer.error.reasons.length === 0) return { answer: answer.error.name };
    const inOrder = answer.error.reasons[0] === 'None' && answer.error.reasons[1] === 'ConditionalCheckFailed';
    return { answer: inOrder ? 'request-order' : 'other-order', details: answer.error.reasons };
  },
};

function transact(stage: ProbeStage, keys: readonly string[]): Promise<CallAnswer> {
  return stage.call(TRANSACT, { TransactItems: keys.map((key) => ({ Put: claimItem(stage, key) })) }, 'once');
}

/** So many transactions on one item at once. */
const AT_ONCE = 20;

const transactionConflict: AccountProbe = {
  id: 'transaction-conflict',
  question: 'How do transactions on one item at one moment end?',
  fact: 'F3.16',
  calls: [TRANSACT],
  answers: {
    conflict: confirmed('some with TransactionConflict: one more write after a short wait is worth it'),
    'no-conflict': contradicted('none with TransactionConflict in this run: the wait is seldom needed'),
  },
  ask: async (stage) => {
    const key = stage.unique();
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => transact(stage, [key])));
    const reasons = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.name, ...answer.error.reasons]));
    if (answers.every(({ ok }) => !ok)) return { answer: reasons[0] ?? 'refused' };
    const conflicts = reasons.filter((reason) => reason.startsWith('TransactionConflict')).length;
    const figures = {
      done: answers.filter(({ ok }) => ok).length,
      conflicts,
      refused: answers.filter(({ ok }) => !ok).length,
    };
    return { answer: conflicts > 0 ? 'conflict' : 'no-conflict', figures, details: [...new Set(reasons)] };
  },
};

const NAMES = 10;

/** More than the default quota of 40 a second, and far fewer than ten times that. */
const READS = 80;

const parametersQuota: AccountProbe = {
  id: 'parameters-quota',
  question: 'Does a GetParameters call with ten names count as one read of the quota, or as ten?',
  fact: 'F7.1',
  calls: ['ssm:PutParameter', 'ssm:GetParameters', 'ssm:DeleteParameters'],
  answers: {
    'as-one': confirmed('as one: a start of a sandbox costs one read, and one more for each ten parts'),
    'by-name': contradicted('as its names: large policies start ten times as few sandboxes a second as `check` says'),
  },
  ask: async (stage) => {
    const Names = Array.from({ length: NAMES }, (_, nth) => `${stage.parameterPath}/quota/${nth}`);
    for (const Name of Names)
      await stage.call('ssm:PutParameter', { Name, Value: 'x', Type: 'String', Overwrite: true });
    const started = stage.now();
    const answers = await Promise.all(
      Array.from({ length: READS }, () => stage.call('ssm:GetParameters', { Names }, 'once')),
    );
    const seconds = Math.max((stage.now() - started) / 1000, 0.001);
    await stage.call('ssm:DeleteParameters', { Names });
    const done = answers.filter(({ ok }) => ok).length;
    const refusals = [...new Set(answers.filter(({ ok }) => !ok).map(nameOfAnswer))];
    const strange = refusals.find((name) => !/^(?:Throttl|TooMany|RequestLimit)/u.test(name));
    if (strange !== undefined) return { answer: strange };
    // a bucket of forty that counted names would let about four through, and four more a second
    const answer = done > (NAMES * (1 + seconds) * 40) / 100 + READS / 8 ? 'as-one' : 'by-name';
    return { answer, figures: { reads: READS, done, ms: Math.round(seconds * 1000) }, details: refusals };
  },
};

/** The probes of the stores. */
export const STORE_PROBES: readonly AccountProbe[] = [
  conditionalCheck,
  transactionReasons,
  transactionConflict,
  parametersQuota,
];
