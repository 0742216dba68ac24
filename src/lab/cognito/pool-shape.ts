/**
 * The pool as DescribeUserPool shows it.
 */
import { STANDARD_ATTRIBUTES } from '../../core/conditions/attribute-name.ts';
import { triggerArn } from '../lambda/lambda.ts';
import type { LabState } from '../state.ts';

/** The pool. */
export function poolShape(state: LabState) {
  const { pool, region, trigger, attached } = state;
  const { id, signIn, caseSensitive, autoVerified, verifyBeforeUpdate, customAttributes } = pool.settings;
  return {
    Id: id,
    Name: 'signup-guard-lab',
    Arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${id}`,
    ...(signIn.kind === 'alias' ? { AliasAttributes: signIn.attributes } : {}),
    ...(signIn.kind === 'username' ? { UsernameAttributes: signIn.attributes } : {}),
    UsernameConfiguration: { CaseSensitive: caseSensitive },
    AutoVerifiedAttributes: autoVerified,
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: verifyBeforeUpdate },
    SchemaAttributes: [...STANDARD_ATTRIBUTES, ...customAttributes].map((Name) => ({
      Name,
      AttributeDataType: 'String',
      Mutable: true,
      Required: false,
    })),
    EstimatedNumberOfUsers: pool.users.size,
    LambdaConfig: trigger === null || !attached ? {} : { PreSignUp: triggerArn(state) },
  };
}
