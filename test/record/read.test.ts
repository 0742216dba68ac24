/**
 * Reading decisions out of log lines, whatever wraps them.
 */
import { describe, expect, it } from 'vitest';
import { decisionsIn, LONGEST_LINE } from '../../src/record/read.ts';
import { APPROVED, COLLIDED, powertoolsLine, REFUSED } from './records.ts';

const AT = Date.parse('2026-03-01T10:00:00.000Z');

describe('decisionsIn', () => {
  it('reads a line of Powertools Logger', () => {
    const [decision] = decisionsIn(powertoolsLine(COLLIDED));

    expect(decision).toMatchObject({ at: AT, outcome: 'code', reason: 'collision', withheld: COLLIDED.withheld });
  });

  it('reads a bare record without a time', () => {
    expect(decisionsIn(JSON.stringify(APPROVED))).toMatchObject([
      { at: null, outcome: 'approve', verified: ['email'] },
    ]);
  });

  it.each([
    ['FilterLogEvents', JSON.stringify({ timestamp: AT, message: powertoolsLine(APPROVED), eventId: '1' })],
    ['Insights', JSON.stringify({ '@timestamp': '2026-03-01 10:00:00.000', '@message': JSON.stringify(APPROVED) })],
    ['Lambda JSON', JSON.stringify({ timestamp: '2026-03-01T10:00:00Z', message: { decision: APPROVED } })],
    ['an export', `2026-03-01T10:00:00.000Z ${JSON.stringify(APPROVED)}`],
    ['aws logs tail', `2026-03-01T10:00:00+00:00 2026/03/01/[$LATEST]0123 ${powertoolsLine(APPROVED)}`],
  ])('reads what %s wraps around a line', (_, line) => {
    expect(decisionsIn(line)).toMatchObject([{ at: AT, outcome: 'approve' }]);
  });

  it('reads every event of a subscription batch', () => {
    const logEvents = [APPROVED, REFUSED].map((record) => ({ timestamp: AT, message: powertoolsLine(record) }));

    const outcomes = decisionsIn(JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents })).map((one) => one.outcome);

    expect(outcomes).toEqual(['approve', 'deny']);
  });

  it('takes a record for its two fields alone', () => {
    expect(decisionsIn('{"decision":{"schema":0,"outcome":"deny","rules":7,"withheld":[1],"ms":"x"}}')).toMatchObject([
      { outcome: 'deny', reason: 'unknown', rules: [], withheld: [], ms: { total: null } },
    ]);
  });

  it.each([
    ['9e15'],
    ['-9e15'],
    ['1e300'],
    ['253402300800000000'],
    ['"+275760-09-13T00:00:00Z"'],
    ['"0001-01-01T00:00:00Z"'],
    [String(Date.UTC(2000) - 1)],
    [String(Date.UTC(2100))],
    ['null'],
  ])('takes %s for no time', (timestamp) => {
    expect(decisionsIn(`{"timestamp":${timestamp},"decision":${JSON.stringify(APPROVED)}}`)).toMatchObject([
      { at: null },
    ]);
  });

  it.each([
    [String(Date.UTC(2000)), Date.UTC(2000)],
    [String(Date.UTC(2100) - 1), Date.UTC(2100) - 1],
    [`${AT}.75`, AT],
  ])('takes %s for a time in whole milliseconds', (timestamp, at) => {
    expect(decisionsIn(`{"timestamp":${timestamp},"decision":${JSON.stringify(APPROVED)}}`)).toMatchObject([{ at }]);
  });

  it.each([
    ['an unknown outcome', '{"decision":{"schema":1,"outcome":"maybe"}}'],
    ['no schema', '{"decision":{"outcome":"deny"}}'],
    ['a cut line', powertoolsLine(APPROVED).slice(0, 200)],
    ['another message', '{"level":"ERROR","message":"the outcome could not be recorded"}'],
    ['an endless line', powertoolsLine(APPROVED) + ' '.repeat(LONGEST_LINE)],
  ])('finds no decision in a line with %s', (_, line) => {
    expect(decisionsIn(line)).toEqual([]);
  });
});
