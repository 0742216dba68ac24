/**
 * The template with its parameters and conditions decided, as CloudFormation would: in CDK both are known when the app runs,
 * and a parameter left to CloudFormation would keep its former value through a changed app. Knows the functions that the
 * template's conditions use and throws on others. Must not know CDK.
 */
import {
  isFields,
  type PackagedTemplate,
  type TemplateFields,
  type TemplateOutput,
  type TemplateResource,
  type Value,
} from './packaged-template.ts';

/** What is decided. */
export type Decisions = {
  /** By name; text that stands for a later value is as good as any. */
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Resources that are somebody else's: what stands for their `Ref` and for their attributes. Null: there is none. */
  readonly replaced: Readonly<Record<string, TemplateFields | null>>;
};

/** What is left to be deployed. */
export type DecidedTemplate = {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, TemplateOutput>>;
};

type Scope = Decisions & { readonly conditions: TemplateFields };

const NO_VALUE = 'AWS::NoValue';
const NOTHING = Symbol('nothing');

/** Decides. */
export function decideTemplate(template: PackagedTemplate, decisions: Decisions): DecidedTemplate {
  const scope: Scope = { ...decisions, conditions: template.Conditions };
  const here = Object.entries(template.Resources).filter(
    ([name, { Condition }]) => scope.replaced[name] === undefined && holds(Condition, scope),
  );
  const names = new Set(here.map(([name]) => name));
  const Resources = here.map(([name, resource]) => [name, decideResource(resource, names, template, scope)] as const);
  const Outputs = Object.entries(template.Outputs).flatMap(([name, output]) => {
    const decided = holds(output.Condition, scope) ? decide(output, scope) : NOTHING;
    return isFields(decided) && 'Value' in decided ? [[name, decided as TemplateOutput] as const] : [];
  });
  return { Resources: Object.fromEntries(Resources), Outputs: Object.fromEntries(Outputs) };
}

function decideResource(
  { Condition: _, Metadata: __, DependsOn, ...resource }: TemplateResource,
  names: ReadonlySet<string>,
  { Globals }: PackagedTemplate,
  scope: Scope,
): TemplateResource {
  const before = [DependsOn ?? []].flat().filter((name) => names.has(String(name)));
  const Properties =
    resource.Type === 'AWS::Serverless::Function' ? merged(Globals.Function, resource.Properties) : resource.Properties;
  const decided = decide({ ...resource, Properties }, scope) as TemplateResource;
  return before.length === 0 ? decided : { ...decided, DependsOn: before };
}

/** As SAM merges what all functions share: fields by field, anything else replaced. */
function merged(shared: TemplateFields, own: TemplateFields): TemplateFields {
  const both = Object.entries(own).map(([name, value]) => {
    const former = shared[name];
    return [name, isFields(former) && isFields(value) ? { ...former, ...value } : value];
  });
  return { ...shared, ...Object.fromEntries(both) };
}

function decide(value: Value, scope: Scope): Value {
  if (Array.isArray(value)) return value.map((each) => decide(each, scope)).filter((each) => each !== NOTHING);
  if (!isFields(value)) return value;
  const [name, given] = Object.entries(value)[0] ?? [];
  if (name === 'Ref') return referred(String(given), 'Ref', scope) ?? (given === NO_VALUE ? NOTHING : value);
  if (name === 'Fn::GetAtt' && Array.isArray(given))
    return referred(String(given[0]), String(given[1]), scope) ?? value;
  if (name === 'Fn::If' && Array.isArray(given))
    return decide(holds(String(given[0]), scope) ? given[1] : given[2], scope);
  if (name === 'Fn::Sub') return { 'Fn::Sub': substituted(given, scope) };
  const fields = Object.entries(value).map(([key, each]) => [key, decide(each, scope)] as const);
  return Object.fromEntries(fields.filter(([, each]) => each !== NOTHING));
}

/** What stands for a parameter, or for a resource that is not the template's own. */
function referred(name: string, attribute: string, { parameters, replaced }: Scope): Value {
  const stand = replaced[name];
  return stand === null ? NOTHING : (stand?.[attribute] ?? parameters[name]);
}

/** The parameters that a text names go with it, for their values may be known only later. */
function substituted(given: Value, scope: Scope): Value {
  const [text, own] = Array.isArray(given) ? [String(given[0]), decide(given[1], scope)] : [String(given), {}];
  const named = Object.entries(scope.parameters).filter(([name]) => text.includes(`\${${name}}`));
  const values = {
    ...Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
    ...(isFields(own) ? own : {}),
  };
  return Object.keys(values).length === 0 ? text : [text, values];
}

function holds(condition: string | undefined, scope: Scope): boolean {
  return condition === undefined || truth(scope.conditions[condition], scope);
}

function truth(value: Value, scope: Scope): boolean {
  const [name = '', given] = isFields(value) ? (Object.entries(value)[0] ?? []) : [];
  const list = Array.isArray(given) ? given : [];
  if (name === 'Condition') return holds(String(given), scope);
  if (name === 'Fn::Equals') return decide(list[0], scope) === decide(list[1], scope);
  if (name === 'Fn::Not') return !truth(list[0], scope);
  if (name === 'Fn::And') return list.every((each) => truth(each, scope));
  throw new Error(`\`${name}\` is no condition that is known here`);
}
