/** The terminals of recordings as casts, in a folder for each demo. */
import { join, resolve } from 'node:path';
import { suggest } from '../deck/nearest.js';
import { demoNames } from '../demo/catalogue.js';
import { workersOf } from '../demo/demo.js';
import { type CastVersion, castOf } from '../export/cast.js';
import type { Recording } from '../log/recording.js';
import { loadSoundDemo } from '../preflight/demos.js';
import { project } from '../project.js';
import { readRecording } from '../stage/recording.js';
import { explain } from '../system-error.js';
import { type NewFile, refuseTaken, writeWhole } from './new-files.js';
import { UsageError } from './usage.js';

interface Casts {
  folder: string;
  /** The demos; none of them means all that have a recording. */
  names: string[];
  version: CastVersion;
  overwrite: boolean;
}

/** Resolves with 1 when the files cannot be written. Rejects with a `UsageError`, before anything is written. */
export async function exportCasts({ folder, names, version, overwrite }: Casts): Promise<number> {
  const recorded = names.length > 0 ? namedOnes(names) : allOnes();
  const files = (await Promise.all(recorded.map((one) => castsOf(one, resolve(folder), version)))).flat();
  if (!overwrite) refuseTaken(files.map(({ path }) => path));
  const trouble = writeWhole(files);
  if (trouble === null) console.log(files.map(({ path }) => path).join('\n'));
  else console.error(trouble);
  return trouble === null ? 0 : 1;
}

interface Recorded {
  name: string;
  recording: Recording;
}

function namedOnes(names: string[]): Recorded[] {
  const known = demoNames();
  return [...new Set(names)].map((name) => {
    if (!known.includes(name)) throw new UsageError(`There is no demo ${name}. ${suggest(name, known)}`);
    const recording = recordingOf(name);
    if (!recording) throw new UsageError(`The demo ${name} has no recording. Make one: npm run record -- ${name}`);
    return { name, recording };
  });
}

function allOnes(): Recorded[] {
  const all = demoNames().flatMap((name) => {
    const recording = recordingOf(name);
    return recording ? [{ name, recording }] : [];
  });
  if (all.length === 0) throw new UsageError('No demo has a recording. Make one: npm run record -- <demo>');
  return all;
}

function recordingOf(name: string): Recording | null {
  try {
    return readRecording(join(project.demoSources, name));
  } catch (error) {
    throw explain(error) === null ? new UsageError((error as Error).message) : error;
  }
}

/** A recording has no sizes: they are those of the demo, which has to be the one that was recorded. */
async function castsOf({ name, recording }: Recorded, folder: string, version: CastVersion): Promise<NewFile[]> {
  const demo = await loadSoundDemo(name);
  const terminals = demo ? workersOf(demo.tree) : [];
  const ids = recording.events.flatMap((event) => (event.type === 'start' ? [event.id] : []));
  const gone = ids.find((id) => terminals.every((terminal) => terminal.id !== id));
  if (gone !== undefined)
    throw new UsageError(
      `The recording of ${name} is of an earlier version of it, with a process ${gone}. Record it again: npm run record -- ${name}`,
    );
  return terminals
    .filter(({ id }) => ids.includes(id))
    .map((terminal) => ({
      // A process may have any name, and a file may not.
      path: join(folder, name, `${encodeURIComponent(terminal.id)}.cast`),
      data: castOf(recording, terminal, version),
    }));
}
