/**
 * A construct's settings as the template's parameters, judged by what the template allows, so that a mistake is told when the
 * app runs. Throws, as CDK's own constructs do.
 */
import type { PackagedTemplate, TemplateParameter } from './packaged-template.ts';

/** GuardSettings by name: a parameter's, its first letter small. */
export type GuardSettings = Readonly<Record<string, string | number | boolean | undefined>>;

/** Every parameter's value. `isLater` says that a text stands for what only the deployment knows. */
export function parametersOf(
  { Parameters }: PackagedTemplate,
  settings: GuardSettings,
  isLater: (value: string) => boolean,
): Readonly<Record<string, string | number>> {
  const values = Object.entries(Parameters).map(([name, parameter]) => {
    const setting = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const value = String(settings[setting] ?? parameter.Default);
    if (!isLater(value) && !allows(parameter, value))
      throw new Error(`\`${setting}\` is \`${value}\`: ${wanted(parameter)}`);
    return [name, parameter.Type === 'Number' ? Number(value) : value];
  });
  return Object.fromEntries(values);
}

function allows({ AllowedPattern, AllowedValues, MinValue, MaxValue }: TemplateParameter, value: string): boolean {
  if (AllowedPattern !== undefined && !new RegExp(AllowedPattern, 'u').test(value)) return false;
  if (AllowedValues !== undefined && !AllowedValues.map(String).includes(value)) return false;
  if (MinValue === undefined || MaxValue === undefined) return true;
  return Number(value) >= MinValue && Number(value) <= MaxValue;
}

function wanted({ ConstraintDescription, AllowedValues, MinValue, MaxValue }: TemplateParameter): string {
  if (ConstraintDescription !== undefined) return `it is ${ConstraintDescription}`;
  return AllowedValues === undefined
    ? `it is from ${MinValue} to ${MaxValue}`
    : `it is one of ${AllowedValues.join(', ')}`;
}
