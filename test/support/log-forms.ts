/**
 * The forms in which a decision log comes out of AWS and its tools, as those print them, made from the lines of a log.
 */
import { gzipSync, zstdCompressSync } from 'node:zlib';

/** One event of a log. */
export type LogEvent = { readonly at: number; readonly message: string };

/** A form: what it is called, and a log in it. */
export type LogForm = { readonly name: string; readonly write: (events: readonly LogEvent[]) => string | Uint8Array };

const STREAM = '2026/03/01/[$LATEST]0123456789abcdef';

const iso = (at: number) => new Date(at).toISOString();

/** As Python writes a time: `aws logs tail` and `sam logs` are programs in it. */
const python = (at: number) => iso(at).replace('.000Z', '+00:00');

const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');

const indented = (message: string, by: number) => JSON.stringify(JSON.parse(message), null, by);

function filtered(events: readonly LogEvent[]) {
  const listed = events.map(({ at, message }, index) => ({
    logStreamName: STREAM,
    timestamp: at,
    message: `${message}\n`,
    ingestionTime: at + 900,
    eventId: `3921${index}`,
  }));
  return { events: listed, searchedLogStreams: [] };
}

function queried(events: readonly LogEvent[]) {
  const results = events.map(({ at, message }) => [
    { field: '@timestamp', value: iso(at).replace('T', ' ').replace('Z', '') },
    { field: '@message', value: message },
    { field: '@ptr', value: 'CmEKJgoi' },
  ]);
  return { results, statistics: { recordsMatched: 4, recordsScanned: 4, bytesScanned: 4000 }, status: 'Complete' };
}

function subscribed(events: readonly LogEvent[]) {
  const logEvents = events.map(({ at, message }, index) => ({ id: String(index), timestamp: at, message }));
  return {
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: '/aws/lambda/pre-sign-up',
    logStream: STREAM,
    subscriptionFilters: ['all'],
    logEvents,
  };
}

const packed = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');

function consoleRows(events: readonly LogEvent[]) {
  return events.map(({ at, message }) => ({
    '@timestamp': iso(at).replace('T', ' ').replace('Z', ''),
    '@message': JSON.parse(message),
  }));
}

function table(separator: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",;\t\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [header, ...rows].map((row) => `${row.map(cell).join(separator)}\n`).join('');
}

const insights = (separator: string) => (events: readonly LogEvent[]) =>
  table(
    separator,
    ['@timestamp', '@message'],
    events.map(({ at, message }) => [iso(at).replace('T', ' ').replace('Z', ''), message]),
  );

const jsonLines = (events: readonly LogEvent[]) => lines(events.map(({ message }) => message));

/** Every form, compression and encoding of the plainest one included. */
export const LOG_FORMS: readonly LogForm[] = [
  { name: 'JSON lines', write: jsonLines },
  { name: 'JSON lines that end in carriage returns', write: (events) => jsonLines(events).replaceAll('\n', '\r\n') },
  {
    name: 'indented JSON, value after value',
    write: (events) => lines(events.map(({ message }) => indented(message, 2))),
  },
  { name: 'JSON run together', write: (events) => events.map(({ message }) => message).join('') },
  { name: 'an array of JSON', write: (events) => `[${events.map(({ message }) => message).join(',')}]` },
  {
    name: 'an array of JSON, indented',
    write: (events) =>
      JSON.stringify(
        events.map(({ message }) => JSON.parse(message)),
        null,
        2,
      ),
  },
  {
    name: 'an array, an element a line',
    write: (events) => `[\n${events.map(({ message }) => message).join(',\n')}\n]\n`,
  },
  { name: 'aws logs filter-log-events', write: (events) => JSON.stringify(filtered(events), null, 4) },
  { name: 'aws logs filter-log-events | jq -c', write: (events) => JSON.stringify(filtered(events)) },
  {
    name: 'aws logs filter-log-events, a page after the other',
    write: (events) => lines(events.map((event) => JSON.stringify(filtered([event]), null, 4))),
  },
  {
    name: 'aws logs filter-log-events --query events[].message',
    write: (events) =>
      JSON.stringify(
        events.map(({ message }) => `${message}\n`),
        null,
        4,
      ),
  },
  {
    name: 'aws logs filter-log-events --output text',
    write: (events) => lines(events.map(({ at, message }) => `EVENTS\t3921\t${at}\t${STREAM}\t${message}\t${at}`)),
  },
  {
    name: 'aws logs filter-log-events --query events[].message --output text',
    write: (events) => `${events.map(({ message }) => message).join('\t')}\n`,
  },
  {
    name: 'aws logs tail',
    write: (events) => lines(events.map(({ at, message }) => `${python(at)} ${STREAM} ${message}`)),
  },
  {
    name: 'aws logs tail --format short',
    write: (events) => lines(events.map(({ at, message }) => `${iso(at).slice(0, 19)} ${message}`)),
  },
  {
    name: 'aws logs tail --format json',
    write: (events) => lines(events.map(({ at, message }) => `${python(at)} ${STREAM} \n${indented(message, 4)}`)),
  },
  {
    name: 'sam logs',
    write: (events) =>
      lines(events.map(({ at, message }) => `${STREAM} ${iso(at).slice(0, 19)} ${indented(message, 2)}`)),
  },
  {
    name: 'sam logs --filter, with what was found underlined',
    write: (events) =>
      lines(
        events.map(
          ({ at, message }) =>
            `\u001B[36m${STREAM}\u001B[0m \u001B[33m${iso(at).slice(0, 19)}\u001B[0m ${message.replace('outcome', '\u001B[4moutcome\u001B[0m')}`,
        ),
      ),
  },
  {
    name: 'sam logs --output json',
    write: (events) => lines(filtered(events).events.map((one) => JSON.stringify(one))),
  },
  { name: 'aws logs get-query-results', write: (events) => JSON.stringify(queried(events), null, 4) },
  { name: 'Logs Insights, CSV', write: insights(',') },
  { name: 'Logs Insights, CSV with semicolons', write: insights(';') },
  { name: 'Logs Insights, CSV with tabs', write: insights('\t') },
  { name: 'Logs Insights, CSV that a spreadsheet saved', write: (events) => `\uFEFFsep=;\r\n${insights(';')(events)}` },
  { name: 'Logs Insights, JSON', write: (events) => JSON.stringify(consoleRows(events), null, 2) },
  {
    name: 'the console, CSV',
    write: (events) =>
      table(
        ',',
        ['timestamp', 'message'],
        events.map(({ at, message }) => [String(at), message]),
      ),
  },
  { name: 'a subscription', write: (events) => JSON.stringify(subscribed(events)) },
  {
    name: 'a subscription as a function gets it',
    write: (events) => JSON.stringify({ awslogs: { data: packed(subscribed(events)) } }, null, 2),
  },
  {
    name: 'a subscription by Kinesis',
    write: (events) =>
      JSON.stringify({ Records: events.map((event) => ({ kinesis: { data: packed(subscribed([event])) } })) }),
  },
  {
    name: 'Firehose, batches run together',
    write: (events) => events.map((event) => JSON.stringify(subscribed([event]))).join(''),
  },
  {
    name: 'Firehose, batches compressed one by one',
    write: (events) => Buffer.concat(events.map((event) => gzipSync(JSON.stringify(subscribed([event]))))),
  },
  {
    name: 'an export to S3',
    write: (events) => gzipSync(lines(events.map(({ at, message }) => `${iso(at)} ${message}`))),
  },
  {
    name: 'Lambda in JSON',
    write: (events) =>
      lines(events.map(({ at, message }) => JSON.stringify({ timestamp: iso(at), message: JSON.parse(message) }))),
  },
  { name: 'gzip', write: (events) => gzipSync(jsonLines(events)) },
  { name: 'zstd', write: (events) => zstdCompressSync(Buffer.from(jsonLines(events))) },
  { name: 'a byte order mark', write: (events) => `\uFEFF${jsonLines(events)}` },
  { name: 'UTF-16 with its mark', write: (events) => Buffer.from(`\uFEFF${jsonLines(events)}`, 'utf16le') },
  {
    name: 'UTF-16, the high byte first',
    write: (events) => Buffer.from(`\uFEFF${jsonLines(events)}`, 'utf16le').swap16(),
  },
  { name: 'UTF-16 without a mark', write: (events) => Buffer.from(jsonLines(events), 'utf16le') },
];
