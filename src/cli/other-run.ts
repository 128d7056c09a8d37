/** The run of this talk that holds a port already: its process, and the address that only its owner can read. */
import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { RUN_FILE } from '../root/root.js';
import { livingRuns } from '../stage/leftovers.js';

const RunSchema = v.object({ port: v.number(), token: v.string() });

export interface OtherRun {
  pid: number;
  /** The identity of its root process. */
  identity: string;
  /** When it began. */
  since: Date;
  /** The presenter's token. */
  token: string;
}

/** Null if nothing of this user's is known to hold `port`. */
export function runAt(port: number): OtherRun | null {
  for (const { folder, owner, pid } of livingRuns()) {
    try {
      const file = `${folder}/${RUN_FILE}`;
      const run = v.parse(RunSchema, JSON.parse(readFileSync(file, 'utf8')));
      if (run.port === port) return { pid, identity: owner, since: statSync(file).mtime, token: run.token };
    } catch {
      // Another user's folder, or a demo in a terminal, which has no address.
    }
  }
  return null;
}
