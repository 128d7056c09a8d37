/** Nothing is left behind: what a run starts and writes carries its mark, and the next run ends what an earlier one left. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isIdentityAlive, killAll, ownIdentity, processesWith } from '../supervisor/processes.js';
import { placesOfRuns } from './socket-path.js';

/** Set in every process: the identity of the process at the root of its tree. */
export const ROOT_MARK = 'REBOOT_CAMP_ROOT';
/** Set in every process of a stage: which stage. */
export const STAGE_MARK = 'REBOOT_CAMP_STAGE';
const FOLDER = /^reboot-camp-(\d+-\d+)-/;
const POLL_MS = 5;
const GONE_WITHIN_MS = 2000;

/** How the names of this run's folders begin; FOLDER finds them again. */
export const runFolderPrefix = () => `reboot-camp-${ownIdentity()}-`;

/** A folder for this run alone, readable by this user only; the caller removes it. */
export const makeRunFolder = () => mkdtempSync(join(tmpdir(), runFolderPrefix()));

/** Ends processes and removes folders of runs whose root is dead. Returns how many processes there were. */
export function sweepEarlierRuns(): number {
  const orphans = processesWith(ROOT_MARK).filter(({ value }) => !isIdentityAlive(value));
  killAll(orphans.map(({ pid }) => pid));
  for (const place of placesOfRuns(tmpdir())) sweepPlace(place);
  return orphans.length;
}

/** Removes the folders in `place` of runs whose root is dead. */
export function sweepPlace(place: string): void {
  for (const name of namesIn(place)) {
    const owner = FOLDER.exec(name)?.[1];
    if (owner && !isIdentityAlive(owner)) removeIfOurs(join(place, name));
  }
}

/** A place that cannot be read holds nothing of ours. */
function namesIn(place: string): string[] {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

/** Another user's is theirs to remove. */
function removeIfOurs(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Not ours: it is in nobody's way.
  }
}

/** Ends what escaped its supervisor; resolves with the number of processes of the stage that are still alive: 0. */
export async function sweepStage(mark: string): Promise<number> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  const escaped = () => processesWith(STAGE_MARK).filter(({ value, pid }) => value === mark && pid !== process.pid);
  for (let left = escaped(); ; left = escaped()) {
    if (left.length === 0 || performance.now() > deadline) return left.length;
    killAll(left.map(({ pid }) => pid));
    await sleep(POLL_MS);
  }
}
