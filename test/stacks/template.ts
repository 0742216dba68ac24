/**
 * The template's statements by role, resolved as CloudFormation would for one stack: parameters, conditions, ids. Knows the
 * functions that the roles' policies use and no others.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { isObject } from '../../src/core/json.ts';

/** The account and Region of the tests. */
export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

/** What a template is resolved for: its parameters, and its resources' ids by `Name` or `Name.Attribute`. */
export type Scope = {
  readonly stack: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
  readonly account?: string;
};

/** One statement, with the place it stands at. */
export type Labelled = { readonly label: string; readonly statement: Readonly<Record<string, unknown>> };

type Resource = { readonly Type: string; readonly Condition?: string; readonly Properties?: Record<string, unknown> };

type Template = {
  readonly Parameters: Readonly<Record<string, { readonly Default: unknown }>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
};

const document = parseDocument(readFileSync(join(import.meta.dirname, '../../template.yaml'), 'utf8'), {
  logLevel: 'silent',
});
const TEMPLATE = plain(document.contents) as Template;

/** Every statement of every role that the stack has, by the role's logical name. */
export function statementsByRole(scope: Scope): ReadonlyMap<string, readonly Labelled[]> {
  const found = Object.entries(TEMPLATE.Resources).flatMap(([name, resource]) => {
    if (resource.Condition !== undefined && !holds(resource.Condition, scope)) return [];
    if (resource.Type === 'AWS::IAM::Role') return inlinePolicies(name, resource, scope);
    if (resource.Type !== 'AWS::IAM::Policy') return [];
    const properties = resolveObject(resource.Properties, scope);
    const roles = properties['Roles'] as readonly string[];
    return roles.flatMap((role) => labelled(role, name, properties['PolicyDocument']));
  });
  return Map.groupBy(found, ({ role }) => role);
}

function inlinePolicies(name: string, { Properties }: Resource, scope: Scope) {
  const policies = (resolveObject(Properties, scope)['Policies'] ?? []) as readonly Record<string, unknown>[];
  return policies.flatMap((policy) => labelled(name, `${name}/${policy['PolicyName']}`, policy['PolicyDocument']));
}

function labelled(role: string, place: string, policy: unknown) {
  const statements = isObject(policy) && Array.isArray(policy['Statement']) ? policy['Statement'] : [];
  // Numbered as they stand in the template, those aside that this stack does not have
  return statements.flatMap((statement, index) =>
    isObject(statement) ? [{ role, label: `${place} ${index + 1}`, statement }] : [],
  );
}

function holds(condition: string, scope: Scope): boolean {
  return truth(TEMPLATE.Conditions[condition], scope);
}

function truth(value: unknown, scope: Scope): boolean {
  if (!isObject(value)) throw new Error('a condition is an object');
  const [[name = '', given] = []] = Object.entries(value);
  const list = Array.isArray(given) ? given : [];
  if (name === 'Fn::Condition') return holds(String(given), scope);
  if (name === 'Fn::Equals') return resolve(list[0], scope) === resolve(list[1], scope);
  if (name === 'Fn::Not') return !truth(list[0], scope);
  if (name === 'Fn::And') return list.every((each) => truth(each, scope));
  throw new Error(`\`${name}\` is no condition that is known here`);
}

function resolveObject(value: unknown, scope: Scope): Record<string, unknown> {
  const resolved = resolve(value, scope);
  return isObject(resolved) ? { ...resolved } : {};
}

function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, scope)).filter((each) => each !== undefined);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [[name = '', given] = []] = entries;
  if (name === 'Fn::Ref') return reference(String(given), scope);
  if (name === 'Fn::GetAtt') return reference(String(given), scope);
  if (name === 'Fn::If' && Array.isArray(given))
    return resolve(holds(String(given[0]), scope) ? given[1] : given[2], scope);
  if (name === 'Fn::Sub') return substitute(given, scope);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, key === 'Statement' ? listed(each, scope) : resolve(each, scope)]),
  );
}

function listed(statements: unknown, scope: Scope): unknown {
  return Array.isArray(statements) ? statements.map((each) => resolve(each, scope)) : statements;
}

function substitute(given: unknown, scope: Scope): string {
  const [text, own] = Array.isArray(given) ? [String(given[0]), resolveObject(given[1], scope)] : [String(given), {}];
  return text.replaceAll(/\$\{([^}]+)\}/gu, (_all, name: string) => String(own[name] ?? reference(name, scope)));
}

function reference(name: string, { stack, parameters, names, account = ACCOUNT }: Scope): string | undefined {
  const pseudo: Readonly<Record<string, string | undefined>> = {
    'AWS::Partition': 'aws',
    'AWS::Region': REGION,
    'AWS::AccountId': account,
    'AWS::StackName': stack,
    'AWS::NoValue': undefined,
  };
  if (name in pseudo) return pseudo[name];
  const parameter = TEMPLATE.Parameters[name];
  if (parameter !== undefined) return parameters[name] ?? String(parameter.Default);
  const known = names[name];
  if (known !== undefined) return known;
  if (name.endsWith('LogGroup.Arn'))
    return `arn:aws:logs:${REGION}:${account}:log-group:${stack}-${name.slice(0, -4)}:*`;
  // An evaluator may take what is no ARN for anything
  if (name.includes('.')) throw new Error(`\`${name}\` has no id here`);
  return name;
}

/** YAML's nodes as values, a tag such as `!Ref` as `{ "Fn::Ref": … }`. */
function plain(node: unknown): unknown {
  const value = untagged(node);
  const { tag } = (node ?? {}) as Partial<Node>;
  return tag?.startsWith('!') === true && !tag.startsWith('!!') ? { [`Fn::${tag.slice(1)}`]: value } : value;
}

function untagged(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [String(plain(key)), plain(value)]));
  return null;
}
