/**
 * What AWS answers to the benches: a policy that approves everybody, nobody who holds an address, a table that takes every claim.
 */
import { encodePolicy } from '../src/policy/manifest.ts';
import type { Answer, Call } from '../test/support/fake-aws.ts';
import { parametersAnswer } from '../test/support/parameters.ts';
import { aDocument, anApproval } from '../test/support/policies.ts';

const { manifest } = encodePolicy(aDocument({ rules: [anApproval()] }), { stack: 'bench', publisher: 'command-line' });

/** Answers one call of an approved sign-up. */
export function answerTo(call: Call): Answer {
  const { operation } = call;
  if (operation.startsWith('GetParameter'))
    return parametersAnswer(call, (name) =>
      name.endsWith('/policy') ? manifest : name.endsWith('key') ? 'key' : null,
    );
  if (operation === 'AdminGetUser') return { error: 'UserNotFoundException' };
  return {
    json: operation === 'ListUsers' ? { Users: [] } : { ConsumedCapacity: [{ TableName: 'claims', CapacityUnits: 4 }] },
  };
}
