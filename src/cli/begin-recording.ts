import { writeFileSync } from 'node:fs';
import { cpus, type as system } from 'node:os';
import { headLine } from '../protocol/talk-recording.js';
import { reasonOf } from '../system-error.js';
import { UsageError } from './usage.js';

/** Writes the head of the recording of a talk. Throws a `UsageError` when `file` exists, or cannot be written. */
export function beginRecording(file: string): void {
  const began = Date.now();
  const head = headLine({
    recording: 'talk',
    version: 1,
    day: new Date(began).toISOString().slice(0, 10),
    machine: `${system()}, ${cpus().length} cores, Node ${process.versions.node}`,
    began,
  });
  try {
    writeFileSync(file, `${head}\n`, { flag: 'wx' });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists already' : reasonOf(error);
    throw new UsageError(`--record ${file}: the file ${why}. Name another one.`);
  }
}
