/** The functions that the construct writes, against what SAM itself makes of the template: nothing else may differ. */
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { decideTemplate } from '../../src/cdk/decided-template.ts';
import { packagedTemplate } from '../../src/cdk/packaged-template.ts';
import { plainFunctions } from '../../src/cdk/plain-functions.ts';
import { parametersOf } from '../../src/cdk/settings.ts';
import { pythonTool } from '../support/python-tools.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CODE = { S3Bucket: 'bucket', S3Key: 'key' };

const template = packagedTemplate();
const translated = translatedBySam();

it.each([
  ['a created pool', { environment: 'prod', publicClient: true, hostedUiPrefix: 'members', savedQueries: 'enabled' }],
  [
    'an existing pool',
    { environment: 'dev', userPoolId: 'us-east-1_Example', attachTrigger: false, claims: 'disabled' },
  ],
])('the construct writes for %s what SAM writes', (_what, settings) => {
  const parameters = parametersOf(template, settings, () => false);
  const decisions = { parameters, replaced: {} };

  const written = plainFunctions(
    decideTemplate(template, decisions),
    () => CODE,
    (value) => value,
  );
  const expected = decideTemplate({ ...template, ...translated }, decisions);

  expect(Object.keys(written.Resources).length).toBeGreaterThan(30);
  expect(comparable(written)).toEqual(comparable(expected));
});

/** Names of versions end in a digest of each one's own; CDK's stack is not marked as made by SAM, and keeps a version twice over. */
function comparable(value: unknown): unknown {
  const text = JSON.stringify(value, (key, each) => {
    if (key === 'UpdateReplacePolicy' && each === 'Retain') return undefined;
    if (key === 'POLICY_MAX_AGE') return String(each);
    return key === 'Tags' && Array.isArray(each) ? each.filter(({ Key }) => Key !== 'lambda:createdBy') : each;
  });
  return JSON.parse(text.replaceAll(/(Function)Version[0-9a-f]{10}/gu, '$1Version'));
}

function translatedBySam(): Pick<typeof template, 'Resources' | 'Outputs'> {
  const python = join(dirname(pythonTool('sam')), 'python3');
  const script = join(ROOT, 'test/support/sam_translate.py');
  const { stdout, stderr } = spawnSync(python, [script, join(ROOT, 'template.yaml')], {
    encoding: 'utf8',
    env: { ...process.env, AWS_DEFAULT_REGION: 'us-east-1' },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}
