/**
 * What goes out to a stream: everything that is for people passes here, whatever put it together.
 */
import { styleText } from 'node:util';
import { printed } from './visible.ts';

/** A text as it may be written to a stream. */
export function fitFor(stream: NodeJS.WriteStream, text: string): string {
  return printed(text, styleText('red', 'x', { stream }) !== 'x');
}

/** Data for other programs, which only a terminal gets otherwise than it is. */
export function dataFor(stream: NodeJS.WriteStream, text: string): string {
  return stream.isTTY ? fitFor(stream, text) : text;
}
