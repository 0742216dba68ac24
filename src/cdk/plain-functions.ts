/**
 * Functions as SAM writes them for CloudFormation: function, version and alias. CDK's own validation and `cdk diff` do not know
 * SAM's short form, so that it is told here and no transform is left. Knows what the template uses of SAM. Must not know CDK.
 */
import { createHash } from 'node:crypto';
import type { DecidedTemplate } from './decided-template.ts';
import { isFields, type TemplateFields, type TemplateResource, type Value } from './packaged-template.ts';

/** Where a function's code lies. */
export type Code = { readonly S3Bucket: Value; readonly S3Key: string };

type Plain = { readonly resources: DecidedTemplate['Resources']; readonly references: TemplateFields };

/** The template without SAM. `codeOf` gives the code of a function, `settled` a value as it will be written. */
export function plainFunctions(
  { Resources, Outputs }: DecidedTemplate,
  codeOf: (name: string) => Code,
  settled: (value: Value) => Value,
): DecidedTemplate {
  const plain = Object.entries(Resources).map(([name, resource]) =>
    resource.Type === 'AWS::Serverless::Function'
      ? plainFunction(name, resource, codeOf(name), settled)
      : { resources: { [name]: resource }, references: {} },
  );
  const references: TemplateFields = Object.assign({}, ...plain.map((each) => each.references));
  const all: DecidedTemplate['Resources'] = Object.assign({}, ...plain.map((each) => each.resources));
  return {
    Resources: referring(all, references) as DecidedTemplate['Resources'],
    Outputs: referring(Outputs, references) as DecidedTemplate['Outputs'],
  };
}

function plainFunction(name: string, resource: TemplateResource, Code: Code, settled: (value: Value) => Value): Plain {
  const {
    AutoPublishAlias,
    AutoPublishAliasAllProperties,
    VersionDescription,
    CodeUri: _,
    Tags,
    ...rest
  } = resource.Properties;
  const tags = Object.entries(isFields(Tags) ? Tags : {}).map(([Key, Value]) => ({ Key, Value }));
  const properties = { ...rest, ...environmentOf(rest), Code, Tags: tags };
  const own = { ...resource, Type: 'AWS::Lambda::Function', Properties: properties };
  if (AutoPublishAlias === undefined) return { resources: { [name]: own }, references: {} };
  // A version is never written again: whatever belongs in a new one gives it a new name
  const told = AutoPublishAliasAllProperties === true ? [settled(properties), settled(VersionDescription)] : Code.S3Key;
  const version = `${name}Version${createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 10)}`;
  const alias = `${name}Alias${AutoPublishAlias}`;
  const FunctionName = { Ref: name };
  const FunctionVersion = { 'Fn::GetAtt': [version, 'Version'] };
  const described = VersionDescription === undefined ? {} : { Description: VersionDescription };
  return {
    resources: {
      [name]: own,
      [version]: {
        Type: 'AWS::Lambda::Version',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { FunctionName, ...described },
      },
      [alias]: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName, FunctionVersion, Name: AutoPublishAlias } },
    },
    references: { [`${name}.Alias`]: { Ref: alias }, [`${name}.Version`]: { Ref: version } },
  };
}

/** Lambda takes text alone, and a number of the template is one here. */
function environmentOf({ Environment }: TemplateFields): TemplateFields {
  const variables = isFields(Environment) && isFields(Environment['Variables']) ? Environment['Variables'] : null;
  if (variables === null) return {};
  const texts = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'number' ? `${value}` : value,
  ]);
  return { Environment: { Variables: Object.fromEntries(texts) } };
}

function referring(value: Value, references: TemplateFields): Value {
  if (Array.isArray(value)) return value.map((each) => referring(each, references));
  if (!isFields(value)) return value;
  const found = references[String(value['Ref'])];
  if (found !== undefined) return found;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, referring(each, references)]));
}
