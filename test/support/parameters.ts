/**
 * Parameter Store's answers to the trigger, by name.
 */
import type { Answer, Call } from './fake-aws.ts';

/** Answers one name or several; a name without a value does not exist. */
export function parametersAnswer(call: Call, textAt: (name: string) => string | null): Answer {
  const found = (Name: string) => ({ Name, Value: textAt(Name), Type: 'String' });
  if (call.operation === 'GetParameter') {
    const name = String(call.body['Name']);
    return textAt(name) === null ? { error: 'ParameterNotFound' } : { json: { Parameter: found(name) } };
  }
  const names = [call.body['Names'] ?? []].flat().map(String);
  return {
    json: {
      Parameters: names.filter((name) => textAt(name) !== null).map(found),
      InvalidParameters: names.filter((name) => textAt(name) === null),
    },
  };
}
