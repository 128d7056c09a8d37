/** The last lines of processes that have ended by an error of their own: they often tell why a script does not hold. */
import { stripVTControlCharacters } from 'node:util';
import { type EventLog, ending, type LogEvent } from '../log/index.js';

/** Room for the stack trace of an error: for each process, in characters and in lines. */
const KEPT_CHARACTERS = 8192;
const KEPT_LINES = 16;
/** One mistake of a demo may end all of its processes. */
const MOST_PROCESSES = 3;
/** Other control characters than the line feed; a process may print anything. */
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g;

type Exit = Extract<LogEvent, { type: 'exit' }>;

/** Follows `log` from now on. Returns the lines to print: a title for each process, and below it what it has said last. */
export function keepLastWords(log: EventLog): () => string[] {
  const said = new Map<string, string>();
  const ended = new Map<string, string[]>();
  log.subscribe((event) => {
    if (event.type === 'scene') ended.clear();
    if (event.type === 'start') said.set(event.id, '');
    if (event.type === 'output' && event.by === undefined) {
      const text = typeof event.data === 'string' ? event.data : Buffer.from(event.data).toString();
      said.set(event.id, ((said.get(event.id) ?? '') + text).slice(-KEPT_CHARACTERS));
    }
    if (event.type === 'exit' && endedByItself(event) && log.view.processes[event.id]?.fault === null)
      ended.set(event.id, wordsOf(event, lastLines(said.get(event.id) ?? '')));
  });
  return () => {
    const more = ended.size - MOST_PROCESSES;
    const rest = more > 0 ? [`So many more have ended by an error: ${more}.`] : [];
    return [...[...ended.values()].slice(0, MOST_PROCESSES).flat(), ...rest];
  };
}

/** A killed process has had no time for words, and one that was asked to end has no error. */
const endedByItself = ({ expected, code, signal }: Exit): boolean => !expected && code !== 0 && signal !== 'SIGKILL';

function wordsOf(exit: Exit, lines: string[]): string[] {
  const who = `${exit.id} (process ${exit.pid}, ${ending(exit)})`;
  return lines.length === 0
    ? [`${who} has said nothing.`]
    : [`The last words of ${who}:`, ...lines.map((line) => `  ${line}`)];
}

/** The last lines of a terminal's output as plain text, without blank ones. Pure. */
export const lastLines = (output: string): string[] =>
  stripVTControlCharacters(output)
    .split(/[\r\n]+/)
    .map((line) => line.replace(CONTROL, '').trimEnd())
    .filter((line) => line !== '')
    .slice(-KEPT_LINES);
