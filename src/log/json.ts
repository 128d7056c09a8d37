import * as v from 'valibot';
import { type LogEvent, LogEventSchema } from './events.js';

/** Events as lines of JSON. Text is decoded per process, so a character cut by two writes comes out whole. */
export class JsonLines {
  private readonly decoders = new Map<string, InstanceType<typeof TextDecoder>>();

  /** One line without its end. */
  write(event: LogEvent): string {
    if (event.type !== 'output' || typeof event.data === 'string') return JSON.stringify(event);
    const decoder = this.decoders.get(event.id) ?? new TextDecoder();
    this.decoders.set(event.id, decoder);
    return JSON.stringify({ ...event, data: decoder.decode(event.data, { stream: true }) });
  }
}

/**
 * Throws an `Error` that names the line when one is not an event or the offsets do not follow each other. `first`: the
 * number of the first line of `text` in its file.
 */
export function parseJsonLines(text: string, file = 'recording', first = 1): LogEvent[] {
  const lines = text.split('\n').map((line, at) => ({ line, number: at + first }));
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, number }, at) => {
      const event = parseEvent(line);
      if (event?.seq === at) return event;
      const found = event ? `event #${event.seq}` : 'a line that is not an event';
      throw new Error(
        `${file}:${number}: expected event #${at}, found ${found}. Record the demo again: npm run record -- <demo>`,
      );
    });
}

function parseEvent(line: string): LogEvent | null {
  try {
    const result = v.safeParse(LogEventSchema, JSON.parse(line));
    return result.success ? (result.output as LogEvent) : null;
  } catch {
    return null;
  }
}
