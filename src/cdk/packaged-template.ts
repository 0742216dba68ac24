/**
 * The package's template as plain values, each of CloudFormation's short forms as the long one that CDK writes. The one
 * definition of the infrastructure: nothing of it is said again here.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { PACKAGE_ROOT } from '../files/package-root.ts';

/** A value of a template. */
export type Value = unknown;

/** An object of a template. */
export type TemplateFields = Readonly<Record<string, Value>>;

/** A parameter, with what it allows. */
export type TemplateParameter = {
  readonly Type: 'String' | 'Number';
  readonly Default: string | number;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly (string | number)[];
  readonly ConstraintDescription?: string;
  readonly MinValue?: number;
  readonly MaxValue?: number;
};

/** A resource as it is written. */
export type TemplateResource = TemplateFields & {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: TemplateFields;
};

/** An output as it is written. */
export type TemplateOutput = {
  readonly Description: string;
  readonly Condition?: string;
  readonly Value: Value;
  readonly Export?: { readonly Name: Value };
};

/** What a template says. */
export type PackagedTemplate = {
  readonly Parameters: Readonly<Record<string, TemplateParameter>>;
  readonly Conditions: TemplateFields;
  readonly Mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly Globals: { readonly Function: TemplateFields };
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, TemplateOutput>>;
};

/** Reads it from the package. */
export function packagedTemplate(file = join(PACKAGE_ROOT, 'template.yaml')): PackagedTemplate {
  const { contents } = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  return plain(contents) as PackagedTemplate;
}

/** Those whose long form has no `Fn::`. */
const BARE: readonly string[] = ['Ref', 'Condition'];

/** YAML's nodes as values, a tag such as `!Sub` as `{ "Fn::Sub": … }`. */
function plain(node: unknown): Value {
  const value = untagged(node);
  const { tag } = (node ?? {}) as Partial<Node>;
  if (tag?.startsWith('!') !== true || tag.startsWith('!!')) return value;
  const name = tag.slice(1);
  if (name === 'GetAtt')
    return {
      'Fn::GetAtt': String(value)
        .split(/\.(.*)/su)
        .slice(0, 2),
    };
  return { [BARE.includes(name) ? name : `Fn::${name}`]: value };
}

function untagged(node: unknown): Value {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [String(plain(key)), plain(value)]));
  return null;
}

/** Whether a value has fields. */
export function isFields(value: Value): value is TemplateFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
