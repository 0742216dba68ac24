/**
 * The one client that a sandbox needs at once: Parameter Store's.
 */
import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { CLIENT_CONFIG } from './client-settings.ts';
import { tellingAgent } from './telling-agent.ts';

type RequestHandler = NonNullable<SSMClientConfig['requestHandler']>;

/** How requests go out over the network; `onItsWay` is called once, as soon as the first of them is. */
export function networkThatTells(onItsWay: () => void): RequestHandler {
  return { ...CLIENT_CONFIG.requestHandler, httpsAgent: tellingAgent(onItsWay) };
}

/**
 * The parameter store through Powertools, which passes no abort signal: each call is bounded here.
 *
 * @param limitMs how long one call may take, repeats included
 * @param requestHandler what carries the requests
 */
export function createParameterProvider(
  limitMs: number,
  requestHandler: RequestHandler = CLIENT_CONFIG.requestHandler,
): SSMProvider {
  const client = new SSMClient({ ...CLIENT_CONFIG, requestHandler });
  const send = client.send.bind(client);
  const bounded = (command: Parameters<typeof send>[0]) => send(command, { abortSignal: AbortSignal.timeout(limitMs) });
  return new SSMProvider({ awsSdkV3Client: Object.assign(client, { send: bounded }) });
}
