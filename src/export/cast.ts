/**
 * Casts: the terminals of a recording in the format that asciinema and its player read. Pure. Source:
 * https://docs.asciinema.org/manual/asciicast/v3 and https://docs.asciinema.org/manual/asciicast/v2
 */
import { duration, ending, initialView, type LogEvent, type ProcessView, reduce, type View } from '../log/index.js';
import { type Recording, recordingLabel } from '../log/recording.js';

/** In version 3 a time counts from the entry before, and an exit code is an entry; in version 2 a time counts from the beginning. */
export type CastVersion = 2 | 3;

export interface CastTerminal {
  /** The process. */
  id: string;
  /** The size is the same from the beginning to the end, as the terminal of a slot has it. */
  cols: number;
  rows: number;
}

interface Entry {
  /** In tenths of a ms, as precise as a log is: sums of them do not drift. */
  time: number;
  /** Output, a marker or an exit code. */
  code: 'o' | 'm' | 'x';
  data: string;
}

const PER_MS = 10;
const PER_SECOND = 10_000;
/** The kind of terminal for which every process of a demo writes. */
const TERM = 'xterm-256color';

/** The text of the file. The clock is that of the recording, so the casts of one demo go together. */
export function castOf(recording: Recording, terminal: CastTerminal, version: CastVersion): string {
  const { entries, view } = playedIn(recording.events, terminal.id);
  const title = `${view.demo}: ${terminal.id}. ${recordingLabel(recording)}`;
  const lines =
    version === 3
      ? entries.map(({ time, code, data }, at) => [(time - (entries[at - 1]?.time ?? 0)) / PER_SECOND, code, data])
      : entries.flatMap(({ time, code, data }) => (code === 'x' ? [] : [[time / PER_SECOND, code, data]]));
  return [headOf(terminal, version, title), ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

const headOf = ({ cols, rows }: CastTerminal, version: CastVersion, title: string) =>
  version === 3
    ? { version, term: { cols, rows, type: TERM }, title }
    : { version, width: cols, height: rows, title, env: { TERM } };

function playedIn(events: readonly LogEvent[], id: string): { entries: Entry[]; view: View } {
  const began = events[0]?.at ?? 0;
  // A character may be cut by two writes.
  const decoder = new TextDecoder();
  let view = initialView();
  const entries = events.flatMap((event): Entry[] => {
    view = reduce(view, event);
    if (!('id' in event) || event.id !== id) return [];
    const time = Math.round((event.at - began) * PER_MS);
    if (event.type === 'output') {
      const data = typeof event.data === 'string' ? event.data : decoder.decode(event.data, { stream: true });
      return data === '' ? [] : [{ time, code: 'o', data }];
    }
    const marker = markerFor(event, view.processes[id]);
    return marker === null ? [] : [{ time, code: 'm', data: marker }];
  });
  const process = view.processes[id];
  const exitCode = process?.pid === null ? process.lastExit?.code : undefined;
  // The exit code is the last entry of a cast, and the stage writes its banner after the exit.
  if (typeof exitCode === 'number')
    entries.push({ time: entries.at(-1)?.time ?? 0, code: 'x', data: String(exitCode) });
  return { entries, view };
}

/** Markers are the exits and the restarts. `process`: the fold with the event. */
function markerFor(event: LogEvent, process: ProcessView | undefined): string | null {
  if (event.type === 'exit')
    return event.expected ? 'terminated' : `${event.signal === null ? '' : 'killed by '}${ending(event)}`;
  if (event.type !== 'ready' || event.incarnation === 1) return null;
  const outageMs = process?.history.at(-1)?.outageMs;
  return `restarted as incarnation ${event.incarnation}${outageMs === undefined ? '' : ` in ${duration(outageMs)}`}`;
}
