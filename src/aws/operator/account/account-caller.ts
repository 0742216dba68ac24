/**
 * Calls of an account by name, for the run on a real one. Each service's client loads with the first call that needs it.
 * An error comes back as a value; what it quotes goes to whoever asked and into no report.
 */
import type { AccountCaller, CallAnswer, CalledService, CallOutput } from '../../../account/call.ts';
import { OPERATOR_CLIENT } from '../client-config.ts';

/** A module of the SDK, seen as what is used of it: a client class and a command class for each operation. */
type ServiceModule = Readonly<Record<string, unknown>>;
type Client = { readonly send: (command: unknown) => Promise<CallOutput> };

const SERVICES: Readonly<
  Record<CalledService, { readonly client: string; readonly load: () => Promise<ServiceModule> }>
> = {
  cloudformation: { client: 'CloudFormationClient', load: () => import('@aws-sdk/client-cloudformation') },
  'cognito-idp': {
    client: 'CognitoIdentityProviderClient',
    load: () => import('@aws-sdk/client-cognito-identity-provider'),
  },
  dynamodb: { client: 'DynamoDBClient', load: () => import('@aws-sdk/client-dynamodb') },
  lambda: { client: 'LambdaClient', load: () => import('@aws-sdk/client-lambda') },
  logs: { client: 'CloudWatchLogsClient', load: () => import('@aws-sdk/client-cloudwatch-logs') },
  ssm: { client: 'SSMClient', load: () => import('@aws-sdk/client-ssm') },
};

/** Binary members of answers, which callers read as text. */
const DECODER = new TextDecoder();

/** A caller for the account, Region and endpoint that the environment names. */
export function createAccountCaller(): AccountCaller {
  const clients = new Map<string, Client>();
  return async (name, input, once) => {
    const service = name.slice(0, name.indexOf(':')) as CalledService;
    const operation = name.slice(name.indexOf(':') + 1);
    const { client, load } = SERVICES[service];
    const module = await load();
    const key = `${service} ${once ?? ''}`;
    const made =
      clients.get(key) ??
      construct<Client>(module, client, once ? { ...OPERATOR_CLIENT, maxAttempts: 1 } : OPERATOR_CLIENT);
    clients.set(key, made);
    try {
      return { ok: true, output: readable(await made.send(construct(module, `${operation}Command`, input))) };
    } catch (error) {
      return { ok: false, error: errorOf(error) };
    }
  };
}

function construct<T>(module: ServiceModule, name: string, input: unknown): T {
  return new (module[name] as new (input: unknown) => T)(input);
}

/** A payload is bytes; everything else is as the API describes it. */
function readable(output: CallOutput): CallOutput {
  const payload = output['Payload'];
  return payload instanceof Uint8Array ? { ...output, Payload: DECODER.decode(payload) } : output;
}

function errorOf(error: unknown): Extract<CallAnswer, { ok: false }>['error'] {
  if (!(error instanceof Error)) return { name: 'Failed', message: String(error), reasons: [], item: false };
  const { CancellationReasons: reasons, Item } = error as {
    CancellationReasons?: readonly { Code?: string }[];
    Item?: unknown;
  };
  return {
    name: error.name,
    message: error.message,
    reasons: (reasons ?? []).map(({ Code = '' }) => Code),
    item: Item !== undefined,
  };
}
