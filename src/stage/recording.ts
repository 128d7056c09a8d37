/** A recording: the log of a demo from a machine that had all it needs, for a machine that has not. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, type as system } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { JsonLines, type LogEvent, parseJsonLines } from '../log/index.js';
import { parseJson } from '../protocol/messages.js';

const FILE = 'recording.jsonl';

/** The first line of the file; the log of the demo follows, as `--json` writes it. */
const HeadSchema = v.object({
  /** As in 2026-11-23. */
  day: v.string(),
  /** Its system, its cores, its Node. */
  machine: v.string(),
});

export interface Recording extends v.InferOutput<typeof HeadSchema> {
  events: LogEvent[];
}

/** Null when there is none beside the demo's programs. Throws an `Error` that names the line when it cannot be read. */
export function readRecording(folder: string): Recording | null {
  const file = join(folder, FILE);
  if (!existsSync(file)) return null;
  const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const head = parseJson(HeadSchema, first);
  if (!head)
    throw new Error(`${file}:1: expected the head of a recording. Record the demo again: npm run record -- <demo>`);
  return { ...head, events: parseJsonLines(lines.join('\n'), file, 2) };
}

/** Writes what happened until now, as done here and today; returns the file. */
export function writeRecording(folder: string, events: readonly LogEvent[]): string {
  const file = join(folder, FILE);
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${system()}, ${cpus().length} cores, Node ${process.versions.node}`;
  const lines = new JsonLines();
  const log = events.map((event) => lines.write(event));
  writeFileSync(file, `${[JSON.stringify({ day, machine }), ...log].join('\n')}\n`);
  return file;
}
