/**
 * Pre sign-up events in the shape that Cognito really sends (F1.4): `validationData` null when none was sent,
 * `clientMetadata` absent, all three flags present and false.
 */
import { NEUTRAL } from '../../core/decision.ts';
import type { TriggerAsk } from '../../sim/trigger.ts';

/** What of an event the pool model does not know. */
export type EventFrame = {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly validationData: Readonly<Record<string, string>> | null;
  readonly clientMetadata: Readonly<Record<string, string>> | null;
};

/** A pre sign-up event. */
export type TriggerEvent = {
  readonly version: '1';
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly triggerSource: TriggerAsk['source'];
  readonly request: {
    readonly userAttributes: Readonly<Record<string, string>>;
    readonly validationData: Readonly<Record<string, string>> | null;
    readonly clientMetadata?: Readonly<Record<string, string>>;
  };
  readonly response: typeof NEUTRAL;
};

/** What administrators' events carry in place of a client (F1.4). */
export const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';

/** Builds the event for one question to the trigger. */
export function triggerEvent(ask: TriggerAsk, frame: EventFrame): TriggerEvent {
  const clientMetadata = frame.clientMetadata === null ? {} : { clientMetadata: frame.clientMetadata };
  return {
    version: '1',
    region: frame.region,
    userPoolId: frame.userPoolId,
    userName: ask.userName,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: frame.clientId },
    triggerSource: ask.source,
    request: {
      userAttributes: Object.fromEntries(ask.attributes),
      validationData: frame.validationData,
      ...clientMetadata,
    },
    response: { ...NEUTRAL },
  };
}
