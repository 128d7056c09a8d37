/** Nothing is left behind: what a run starts and writes carries its mark, and the next run ends what an earlier one left. */
import {
  accessSync,
  constants,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { placesOfRuns } from '../protocol/unix-socket.js';
import { isIdentityAlive, killAll, ownIdentity, processesWith } from '../supervisor/processes.js';
import { reasonOf, SystemError } from '../system-error.js';

/** Set in every process: the identity of the process at the root of its tree. */
export const ROOT_MARK = 'REBOOT_CAMP_ROOT';
/** Set in every process of a stage: which stage. */
export const STAGE_MARK = 'REBOOT_CAMP_STAGE';
const FOLDER = /^reboot-camp-(\d+-\d+-\d+)-/;
const POLL_MS = 5;
const GONE_WITHIN_MS = 2000;

/** How the names of this run's folders begin; FOLDER finds them again. */
export const runFolderPrefix = (owner = ownIdentity()) => `reboot-camp-${owner}-`;

/** Where runs keep their folders, as a whole path. Throws a `SystemError` if no folder can be made in it. */
export function temporaryFolder(): string {
  const folder = resolve(tmpdir());
  const refuse = (reason: string) =>
    new SystemError(
      `${folder}, the folder for temporary files, ${reason}. Set TMPDIR to a folder that you may write to.`,
    );
  try {
    if (!statSync(folder).isDirectory()) throw refuse('is a file');
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw error instanceof SystemError ? error : refuse(reasonOf(error));
  }
  return folder;
}

/**
 * The room that the files of a demo need; a process that finds no room can only end. In bytes: durability writes 3 MiB. In files:
 * replication makes 28.
 */
const ROOM = 4 * 1024 * 1024;
const FILES = 40;

/** A folder for this run alone, readable by this user only; the caller removes it. Throws a `SystemError` if nothing fits in. */
export function makeRunFolder(): string {
  const parent = temporaryFolder();
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(parent, runFolderPrefix()));
    const probes = Array.from({ length: FILES }, (_, at) => join(folder as string, `room-${at}`));
    probes.forEach((probe, at) => void writeFileSync(probe, Buffer.alloc(at === 0 ? ROOM : 0)));
    for (const probe of probes) rmSync(probe);
    return folder;
  } catch (error) {
    // Asked first: what was written so far is room again afterwards.
    const reason = fullBy(parent, error) ?? reasonOf(error);
    if (folder) rmSync(folder, { recursive: true, force: true });
    throw new SystemError(`${parent}, the folder for temporary files, ${reason}. Set TMPDIR to another one.`);
  }
}

/** A disk that has some bytes, or many bytes and no inodes, does not look full to its user; null if `error` is about something else. */
function fullBy(folder: string, error: unknown): string | null {
  if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') return null;
  const { files, ffree } = statfsSync(folder);
  const isOutOfFiles = files > 0 && ffree === 0;
  const need = isOutOfFiles ? `${FILES} inodes, which df -i counts` : `${ROOM / 1024 / 1024} MiB`;
  return `is on a disk that is full: a demo needs ${need}`;
}

/** The folders of runs, with the identity of the process that each belongs to. */
const runFolders = (places = placesOfRuns(temporaryFolder())): { folder: string; owner: string }[] =>
  places.flatMap((place) =>
    namesIn(place).flatMap((name) => {
      const owner = FOLDER.exec(name)?.[1];
      return owner === undefined ? [] : [{ folder: join(place, name), owner }];
    }),
  );

/** The folders of this user's runs whose root is alive, with its identity and its pid. */
export const livingRuns = (): { folder: string; owner: string; pid: number }[] =>
  runFolders()
    .filter(({ folder, owner }) => isIdentityAlive(owner) && isOfThisUser(folder))
    .map(({ folder, owner }) => ({ folder, owner, pid: Number.parseInt(owner, 10) }));

/** Ends processes and removes folders of runs whose root is dead. Returns how many processes there were. */
export function sweepEarlierRuns(): number {
  const orphans = processesWith(ROOT_MARK).filter(({ value }) => !isIdentityAlive(value));
  killAll(orphans.map(({ pid }) => pid));
  removeFolders((owner) => !isIdentityAlive(owner));
  return orphans.length;
}

/** Removes the folders of runs that `isMeant`; in other places than the usual ones, if they are named. */
export function removeFolders(isMeant: (owner: string, folder: string) => boolean, places?: string[]): void {
  for (const { folder, owner } of runFolders(places)) if (isMeant(owner, folder)) removeIfOurs(folder);
}

/** A folder for all users may hold one of any name, and whatever another user has put into it. */
const isOfThisUser = (folder: string): boolean => {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
};

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
