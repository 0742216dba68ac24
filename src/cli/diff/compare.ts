/**
 * Two policies compared with the large data that their conditions need, loaded only then.
 */
import type { PolicyDocument } from '../../core/policy.ts';
import { systemClock } from '../../lambda/clock.ts';
import { type Change, diffPolicies, type PolicyDiff } from '../../policy/diff/diff.ts';
import type { Samples } from '../../policy/diff/dimensions.ts';
import { loadPolicy } from '../../policy/load.ts';

/** Compares two documents. */
export async function compare(before: PolicyDocument, after: PolicyDocument): Promise<PolicyDiff> {
  const { resources } = await loadPolicy({ ...before, rules: [...before.rules, ...after.rules] });
  const { examplePhone } = await import('../../identity/example-phone.ts');
  const throwaway = resources.disposableDomain === null ? NO_NAMES : await throwawayNames();
  const samples: Samples = { throwaway, phoneOf: examplePhone };
  return diffPolicies({ before, after, resources, samples, now: systemClock.now() });
}

const NO_NAMES: Samples['throwaway'] = { listed: [], spared: [] };

async function throwawayNames(): Promise<Samples['throwaway']> {
  return (await import('../../identity/disposable.ts')).throwawayNames();
}

/** Whether anything at all is known to differ. */
export function differs({ changes, sentences, settings }: PolicyDiff): boolean {
  return changes.length + sentences.length + settings.length > 0;
}

/** Whether anything differs, or may: what could not be tried is never taken for the same. */
export function mayDiffer(diff: PolicyDiff): boolean {
  return differs(diff) || !diff.complete;
}

/** The JSON of a comparison: `changes` as scripts rely on them, and beside them what has no witness of its own. */
export function diffJson({ changes, sentences, settings, complete, untried }: PolicyDiff) {
  const ends = ({ outcome, verify }: Change['before']) => ({ outcome, verify });
  return {
    changes: changes.map(({ witness, before, after, from, until }) => ({
      witness,
      before: ends(before),
      after: ends(after),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    })),
    sentences: sentences.map(({ witness, before, after }) => ({
      witness,
      before: before.message,
      after: after.message,
    })),
    settings,
    complete,
    untried,
  };
}
