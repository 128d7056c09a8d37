/** A recording: the log of a demo from a machine that had all it needs, for a machine that has not. */
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, type as system } from 'node:os';
import { join } from 'node:path';
import { RECORDING_FILE } from '../demo/catalogue.js';
import { JsonLines, type LogEvent } from '../log/index.js';
import { parseRecording, type Recording, type RecordingHead } from '../log/recording.js';

/** Null when there is none beside the demo's programs. Throws an `Error` that names the line when it cannot be read. */
export function readRecording(folder: string): Recording | null {
  const file = join(folder, RECORDING_FILE);
  return existsSync(file) ? parseRecording(readFileSync(file, 'utf8'), file) : null;
}

/** Throws the error of the operating system if this user cannot write a recording into `folder`. */
export function refuseUnwritable(folder: string): void {
  const file = join(folder, RECORDING_FILE);
  accessSync(existsSync(file) ? file : folder, constants.W_OK);
}

/** The place of the project in what a recorded process prints: that of its maker's machine is for nobody else. */
const PLACE = '/reboot-camp';

/** Writes what happened until now, as done here and today; returns the file. `root`: the folder of the project, which is written as `PLACE`. */
export function writeRecording(folder: string, events: readonly LogEvent[], root: string): string {
  const file = join(folder, RECORDING_FILE);
  const head: RecordingHead = {
    day: new Date().toISOString().slice(0, 10),
    machine: `${system()}, ${cpus().length} cores, Node ${process.versions.node}`,
  };
  const lines = new JsonLines();
  const log = events.map((event) => lines.write(event));
  writeFileSync(file, `${[JSON.stringify(head), ...log].join('\n').replaceAll(root, PLACE)}\n`);
  return file;
}
