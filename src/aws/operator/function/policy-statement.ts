/**
 * One statement of a function's resource policy, asked whether it applies when Cognito calls for a pool. Pure.
 */
import { isObject, type RawObject } from '../../../core/json.ts';
import { all, type Truth, truth } from '../../../core/truth.ts';
import { conditionTruth, matchesPattern, namesExactly, wordsIn } from './policy-condition.ts';

/** Cognito's principal (F4.10). */
export const COGNITO = 'cognito-idp.amazonaws.com';

const INVOKE = 'lambda:invokefunction';

/** What is understood; a statement with any other field is not understood whole. Lambda shows those of one qualifier. */
const FIELDS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/** A statement as far as it concerns one pool. */
export type PolicyStatement = {
  readonly sid: string;
  readonly allows: boolean;
  readonly applies: Truth;
  /** Whether it names the pool itself, not a pattern. */
  readonly exact: boolean;
};

/** Reads a statement. An effect that is no `Allow` counts as a denial. */
export function readPolicyStatement(statement: RawObject, poolArn: string): PolicyStatement {
  const { Sid, Effect, Principal, Action, Condition } = statement;
  const known = Object.keys(statement).every((field) => FIELDS.includes(field));
  return {
    sid: typeof Sid === 'string' ? Sid : '',
    allows: Effect === 'Allow',
    applies: all([
      known ? 'yes' : 'unknown',
      principalTruth(Principal),
      actionTruth(Action),
      conditionTruth(Condition, poolArn),
    ]),
    exact: namesExactly(Condition, poolArn),
  };
}

/** `*` stands for everybody. Whether `AWS: *` covers a service, AWS does not say. */
function principalTruth(principal: unknown): Truth {
  if (principal === '*') return 'yes';
  if (!isObject(principal)) return 'unknown';
  const names = Object.entries(principal).flatMap(([kind, value]) => wordsIn(value).map((name) => ({ kind, name })));
  const isCognito = names.some(({ kind, name }) => kind === 'Service' && (name === COGNITO || name === '*'));
  if (isCognito) return 'yes';
  return names.some(({ name }) => name === '*') ? 'unknown' : 'no';
}

function actionTruth(action: unknown): Truth {
  if (action === undefined) return 'unknown';
  return truth(wordsIn(action).some((pattern) => matchesPattern(pattern.toLowerCase(), INVOKE)));
}
