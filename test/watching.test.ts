/** What watches the deployment, against the code that it watches: metric names, queries, a dashboard that parses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { METRIC_NAMESPACE } from '../src/aws/trigger/decision-metrics.ts';
import { SignUpRefused } from '../src/lambda/reply.ts';
import { INSIGHTS_QUERIES } from '../src/review/insights.ts';
import printed from './runtime/printed.json' with { type: 'json' };
import { filterNotices } from './support/filter-pattern.ts';

type Resource = {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};
type Widget = {
  readonly type: string;
  readonly properties: { readonly title: string; readonly metrics?: readonly unknown[] };
};

const text = readFileSync(join(import.meta.dirname, '../template.yaml'), 'utf8');
const resources: Readonly<Record<string, Resource>> = parse(text, { logLevel: 'error' }).Resources;
const metricsSource = readFileSync(join(import.meta.dirname, '../src/aws/trigger/decision-metrics.ts'), 'utf8');

/** Neither is a failure; and what ends without a word is told by Lambda, below. */
const UNCOUNTED = ['refuses', 'answers', 'ends the process'];

/** What Lambda writes beside the runtime (AWS Lambda Developer Guide, troubleshooting). */
const PLATFORM_LINES = [
  '2026-03-01T10:00:05.001Z 8f507cfc-aaaa-4697-b07a-ac58fc914c95 Task timed out after 5.00 seconds',
  'RequestId: 8f507cfc-aaaa-4697-b07a-ac58fc914c95 Error: Runtime exited with error: exit status 1',
  'RequestId: 8f507cfc-aaaa-4697-b07a-ac58fc914c95 Error: Runtime exited with error: signal: killed',
];

/** Whether a filter counts anything in a text, line by line as CloudWatch has it at worst. */
function counted(output: string): boolean {
  const patterns = ofType('AWS::Logs::MetricFilter').map(({ Properties }) => String(Properties['FilterPattern']));
  return output.split('\n').some((line) => patterns.some((pattern) => filterNotices(pattern, line)));
}

function ofType(type: string): readonly Resource[] {
  return Object.values(resources).filter((resource) => resource.Type === type);
}

function widgets(): readonly Widget[] {
  const body = String(resources['Dashboard']?.Properties['DashboardBody']).replaceAll(/\$\{[^}]+\}/gu, 'x');
  return JSON.parse(body).widgets;
}

describe('the dashboard', () => {
  it('shows outcomes, reasons, collisions, latency and logs', () => {
    const titles = widgets().map(({ properties }) => properties.title);

    expect(titles).toEqual([
      'Outcomes',
      'Reasons',
      'Collisions and other withheld attributes',
      'Latency in milliseconds',
      'Degraded answers, exceeded limits, policy age, candidate',
      'Refusals by domain and rule',
      'Collisions by holder',
      'Degraded answers',
      'Exceeded limits by rule and key',
    ]);
    expect(widgets().filter(({ type }) => type === 'log')).toHaveLength(4);
  });

  it('asks for metrics that the trigger writes', () => {
    const named = [...text.matchAll(/"SignupGuard","(\w+)"|\[".","(\w+)"|MetricName=\\"(\w+)\\"/gu)].map((match) =>
      match.slice(1).find(Boolean),
    );

    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(metricsSource).toContain(`'${name}'`);
    expect(METRIC_NAMESPACE).toBe('SignupGuard');
  });
});

describe('the alarms', () => {
  it('watch degraded answers, errors, duration, floods and the attachment', () => {
    expect(ofType('AWS::CloudWatch::Alarm')).toHaveLength(5);
    expect(Object.keys(resources)).toEqual(
      expect.arrayContaining([
        'DegradedAnswersAlarm',
        'ErrorsAlarm',
        'DurationAlarm',
        'TriggerDetachedAlarm',
        'FloodAlarm',
      ]),
    );
  });

  it('take a look that fails and one that is missing for a detached trigger', () => {
    expect(resources['TriggerDetachedAlarm']?.Properties).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Period: 3600,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'breaching',
    });
    expect(resources['AttachmentCheckSchedule']?.Properties['ScheduleExpression']).toBe('rate(1 hour)');
  });

  it('do not take a refusal for an error', () => {
    const patterns = ofType('AWS::Logs::MetricFilter').map(({ Properties }) => String(Properties['FilterPattern']));
    const refusal = new SignUpRefused('This sign-up is not allowed');

    expect(patterns).toContain(`"Invoke Error" -"${refusal.name}"`);
    expect(resources['ErrorsAlarm']?.Properties['MetricName']).toBe('Failures');
  });
});

describe('the failures that an alarm counts', () => {
  it.each(Object.entries(printed.failures))('are found in what the runtime client prints when a bundle %s', (name, {
    printed: text,
  }) => {
    expect(counted(text)).toBe(!UNCOUNTED.includes(name));
  });

  it.each(PLATFORM_LINES)('are found in what Lambda itself writes: %s', (line) => {
    expect(counted(line)).toBe(true);
  });

  it('were recorded from the client of the runtime that is deployed', () => {
    expect([printed.client, printed.node]).toEqual([
      expect.stringMatching(/^aws-lambda-ric 4\./u),
      expect.stringMatching(/^v24\./u),
    ]);
    expect(text).toContain('Runtime: nodejs24.x');
  });
});

describe('the saved queries', () => {
  it('are those of the command line, and off by default', () => {
    const saved = ofType('AWS::Logs::QueryDefinition');
    const texts = saved.map(({ Properties }) => Properties['QueryString']);

    expect(texts.toSorted()).toEqual(
      Object.values(INSIGHTS_QUERIES)
        .map((query) => query.replace('$width', '1h'))
        .toSorted(),
    );
    expect(saved.map(({ Condition }) => Condition)).toEqual(saved.map(() => 'HasSavedQueries'));
  });
});
