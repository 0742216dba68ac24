/**
 * Which account and Region an environment is deployed into, where `samconfig.toml` says so as the SAM CLI reads it: `region` and
 * `profile` of a section. What the command line says comes before, what the environment says after. Text only.
 */
import { parse } from 'smol-toml';
import type { ClientAccount } from '../aws/operator/client-config.ts';
import { fieldsOf } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';

/** Both ways in which SAM takes parameter overrides. */
const ENVIRONMENT = /(?:\bEnvironment=|ParameterKey=Environment,ParameterValue=)\\?["']?(?<name>[a-z0-9-]+)/u;

/** The account of an environment; empty where nothing is said, a sentence where the file is no TOML. */
export function deployAccountIn(text: string, environment: string): Result<ClientAccount, string> {
  try {
    const sections = Object.entries(parse(text)).map(sectionOf);
    const own = sections.filter((section) => section.environment === environment);
    const found = own.find(({ name }) => name === environment) ?? own[0];
    return ok(found?.account ?? {});
  } catch (error) {
    const [why = ''] = error instanceof Error ? error.message.split('\n') : [];
    return fail(`\`samconfig.toml\` cannot be read: ${why}`);
  }
}

type Section = { readonly name: string; readonly environment: string; readonly account: ClientAccount };

/** A section deploys the environment that its overrides name, or else the one of its own name. */
function sectionOf([name, section]: readonly [string, unknown]): Section {
  const parameters = (command: string) => fieldsOf(fieldsOf(fieldsOf(section)[command])['parameters']);
  const { region, profile, parameter_overrides: overrides } = { ...parameters('global'), ...parameters('deploy') };
  const environment = ENVIRONMENT.exec([overrides].flat().join(' '))?.groups?.['name'] ?? name;
  return {
    name,
    environment,
    account: {
      ...(typeof region === 'string' ? { region } : {}),
      ...(typeof profile === 'string' ? { profile } : {}),
    },
  };
}
