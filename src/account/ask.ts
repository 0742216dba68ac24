/** Asks the probes one after the other. A probe that goes wrong is a line in the report, never the end of the run. */
import type { AccountCaller, CallAnswer, CallName } from './call.ts';
import type { AccountProbe, ProbeStage } from './probe.ts';
import { judged, type ProbeReport, unasked } from './report.ts';

/** Told before each probe; `true` from `stopped` ends the run before the next one. */
export type Watch = {
  readonly begin: (id: string, nth: number, total: number) => void;
  readonly stopped: () => boolean;
};

/** Asks all of them. */
export async function askProbes(
  probes: readonly AccountProbe[],
  stage: ProbeStage,
  watch: Watch,
): Promise<readonly ProbeReport[]> {
  const reports: ProbeReport[] = [];
  for (const [nth, probe] of probes.entries()) {
    watch.begin(probe.id, nth, probes.length);
    reports.push(watch.stopped() ? unasked(probe, 'the run was stopped', 0, 0) : await askOne(probe, stage, watch));
  }
  return reports;
}

type Counted = { calls: number; readonly undeclared: CallName[] };

async function askOne(probe: AccountProbe, stage: ProbeStage, watch: Watch): Promise<ProbeReport> {
  const started = stage.now();
  const counted: Counted = { calls: 0, undeclared: [] };
  const call = bounded(probe, stage.call, watch, counted);
  const spent = () => Math.round(stage.now() - started);
  try {
    const seen = await probe.ask({ ...stage, call });
    if (watch.stopped()) return unasked(probe, 'the run was stopped', counted.calls, spent());
    if (counted.undeclared.length > 0)
      return unasked(probe, `calls ${counted.undeclared[0]} undeclared`, counted.calls, spent());
    if (seen.untried !== undefined) return unasked(probe, seen.untried, counted.calls, spent());
    return judged(probe, seen, counted.calls, spent());
  } catch (error) {
    return unasked(
      probe,
      `the probe failed: ${error instanceof Error ? error.name : 'unknown'}`,
      counted.calls,
      spent(),
    );
  }
}

/** The caller of one probe: what it does not declare is refused, so that the declared rights are those it needs. */
function bounded(probe: AccountProbe, call: AccountCaller, watch: Watch, counted: Counted): AccountCaller {
  return async (name, input, once) => {
    if (!probe.calls.includes(name)) {
      counted.undeclared.push(name);
      return undeclared(name);
    }
    if (watch.stopped()) return refusal('Stopped', name);
    counted.calls += 1;
    return call(name, input, once);
  };
}

/** What a call is answered that whoever makes it does not declare. */
export function undeclared(call: CallName): CallAnswer {
  return refusal('NotDeclared', call);
}

function refusal(name: string, call: CallName): CallAnswer {
  return { ok: false, error: { name, message: call, reasons: [], item: false } };
}
