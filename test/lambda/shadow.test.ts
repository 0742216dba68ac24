/**
 * A shadow policy beside the live one, through the whole trigger over HTTP: logged, counted, and without any effect.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import { DecisionRecordSchema } from '../../src/record/decision-record.ts';
import type { Answer } from '../support/fake-aws.ts';
import { MASS } from '../support/mass.ts';
import { parametersAnswer } from '../support/parameters.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { aSignUp } from '../support/sign-up-event.ts';
import { Tally } from '../support/tally.ts';

const EVERYONE = aDocument({ rules: [anApproval()] });
const NOBODY = aDocument({ otherwise: 'deny' });

let scene: Scene | undefined;

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

function manifestOf(document: PolicyDocument): string {
  return encodePolicy(document, { stack: 'test', publisher: 'command-line' }).manifest;
}

/** A scene with this text, if any, as candidate, and parts of it that answer so. */
async function startShadowed(live: PolicyDocument, candidate: string | null, parts?: Answer): Promise<Scene> {
  scene = await startScene(live, {
    GetParameters: (call) => {
      const asksParts = JSON.stringify(call.body).includes('/candidate-parts/');
      return asksParts && parts !== undefined ? parts : parametersAnswer(call, textAt);
    },
  });
  const textAt = (name: string): string | null => {
    if (name.endsWith('/candidate')) return candidate;
    return name.endsWith('/hash-key') ? 'scene-key' : manifestOf(live);
  };
  return scene;
}

const standing = manifestOf;

/** A manifest whose document stands in parts. */
const IN_PARTS = JSON.stringify({ schema: 1, digest: '0'.repeat(64), stack: 's', publisher: 'command-line', parts: 3 });

/** Signs up until the candidate has been read, which nobody waits for. */
async function answered(running: Scene) {
  let answer: unknown;
  for (let attempt = 0; attempt < 50 && running.records().at(-1)?.candidate === undefined; attempt += 1) {
    answer = await running.trigger.answer(aSignUp(), 5_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { answer: answer as { response: unknown }, record: running.records().at(-1) };
}

describe('a shadow policy', () => {
  it('is logged and counted where it differs', async () => {
    const running = await startShadowed(EVERYONE, standing(NOBODY));

    const { answer, record } = await answered(running);

    expect(answer.response).toEqual({ autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true });
    expect(record).toMatchObject({ outcome: 'approve', candidate: { outcome: 'deny', differs: true } });
    expect(DecisionRecordSchema.safeParse(record).success).toBe(true);
    await vi.waitFor(() => expect(running.lines.at(-1)).toContain('"CandidateDiffers":1'));
  });

  it('asks Cognito nothing and says unknown instead', async () => {
    const running = await startShadowed(aDocument(), standing(EVERYONE));

    const { record } = await answered(running);

    expect(record).toMatchObject({ outcome: 'code', candidate: { outcome: 'unknown', differs: null } });
    expect(
      running.fake.calls.filter(({ operation }) => !operation.startsWith('GetParameter')).map((call) => call.operation),
    ).toEqual(running.records().map(() => 'TransactWriteItems'));
  });

  it('uses what the live policy has looked up', async () => {
    const running = await startShadowed(EVERYONE, standing(aDocument({ rules: [anApproval({ verify: ['email'] })] })));

    const { record } = await answered(running);

    expect(record?.candidate).toEqual({ outcome: 'approve', differs: false });
  });

  it('nobody waits for it', async () => {
    const running = await startShadowed(EVERYONE, IN_PARTS, { hang: true });

    const answer = await running.trigger.answer(aSignUp(), 5_000);

    expect(answer).toMatchObject({ response: { autoConfirmUser: true } });
    expect(running.records()[0]).not.toHaveProperty('candidate');
  });

  it('with too many rules has no opinion', async () => {
    const rules = Array.from({ length: 1001 }, (_, index) => ({ id: `r${index}`, then: 'deny' as const }));
    const running = await startShadowed(EVERYONE, standing(aDocument({ rules })));

    const { record } = await answered(running);

    expect(record).toMatchObject({ outcome: 'approve' });
    expect(record).not.toHaveProperty('candidate');
  });

  it('never alters the answer, whatever it contains', { timeout: 60_000 * MASS }, async () => {
    const tally = new Tally();
    const alone = await startShadowed(EVERYONE, null);
    const expected = await alone.trigger.answer(aSignUp(), 5_000);
    const calls = alone.fake.calls.filter(({ operation }) => !operation.startsWith('GetParameter')).length;
    await alone.close();
    const text = fc.oneof(
      fc.string(),
      fc.jsonValue().map((json) => JSON.stringify({ schema: 1, document: json })),
      fc.constantFrom(standing(NOBODY), standing(aDocument({ mode: 'observe', otherwise: 'deny' }))),
      fc.constant('x'.repeat(2_000_000)),
    );
    const answers = fc.constantFrom<Answer>(
      { error: 'AccessDeniedException' },
      { reset: true },
      { raw: '<html>' },
      { hang: true },
    );
    const garbage = fc.oneof(
      text.map((candidate) => ({ candidate, parts: undefined })),
      answers.map((parts) => ({ candidate: IN_PARTS, parts })),
    );

    await fc.assert(
      fc.asyncProperty(garbage, async ({ candidate, parts }) => {
        const running = await startShadowed(EVERYONE, candidate, parts);
        for (let attempt = 0; attempt < 3; attempt += 1) {
          expect(await running.trigger.answer(aSignUp(), 5_000)).toEqual(expected);
          await new Promise((resolve) => setTimeout(resolve, 3));
        }
        const cognito = running.fake.calls.filter(({ operation }) => !operation.startsWith('GetParameter'));
        expect(cognito.length).toBe(3 * calls);
        tally.saw(running.records().at(-1)?.candidate === undefined ? 'no opinion' : 'an opinion');
        await running.close();
      }),
      // few draws may hold no policy at all
      { numRuns: 15 * MASS, examples: Array(4).fill([{ candidate: standing(NOBODY), parts: undefined }]) },
    );

    tally.expectSeen(1, 'no opinion', 'an opinion');
  });
});
