/** What a stack is made of, asked of CloudFormation itself; and what the local AWS authorised for its roles. */
import { readFileSync } from 'node:fs';
import { cloudFormation, required } from './project.ts';

/** The physical ids of a stack's resources, by logical name. */
export async function resourcesOf(stack: string): Promise<Readonly<Record<string, string>>> {
  const xml = await cloudFormation('DescribeStackResources', stack);
  const members = xml.split('<member>').slice(1);
  const field = (member: string, name: string) => new RegExp(`<${name}>([^<]*)<`, 'u').exec(member)?.[1] ?? '';
  return Object.fromEntries(
    members.map((each) => [field(each, 'LogicalResourceId'), field(each, 'PhysicalResourceId')]),
  );
}

/** One request that the local AWS judged by a role's policies. */
export type Authorised = {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
  readonly allowed: boolean;
};

/** Every request of a role so far. */
export function authorisedFor(role: string): readonly Authorised[] {
  const lines = readFileSync(required('IAM_REQUESTS'), 'utf8').split('\n').filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as Authorised)
    .filter(({ principal }) => principal.split('/').includes(role));
}
