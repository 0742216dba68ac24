/**
 * What a subscription hands on: JSON, compressed by gzip, in base64, as Lambda (`awslogs.data`), Kinesis and Firehose events
 * carry it. Takes nothing for it that does not unpack, or not to JSON.
 */
import { gunzipSync } from 'node:zlib';
import { fieldsOf, parseJson, type RawObject } from '../../core/json.ts';

/** A batch is a megabyte at most; anything that unpacks to more is no batch. */
const LARGEST = 64 * 1024 * 1024;

/** The value inside, or undefined where there is none. */
export function unpackedPayload(fields: RawObject): unknown {
  const text = fieldsOf(fields['awslogs'])['data'] ?? fieldsOf(fields['kinesis'])['data'] ?? fields['data'];
  if (typeof text !== 'string') return undefined;
  let json = '';
  try {
    json = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: LARGEST }).toString('utf8');
  } catch {
    // whatever it is, it is no batch
  }
  return parseJson(json);
}
