/** As `present`, with pages that change as their sources are saved, and slides that are measured then. */
import { once } from 'node:events';
import { statSync, watch } from 'node:fs';
import { measure } from '../measure/index.js';
import { project } from '../project.js';
import { present } from './present.js';

const FOLDERS = [project.slides, project.art];
/** An author saves again and again; the slides are measured when no file has changed for so long, in ms. */
const PAUSE_MS = 3000;
/** How often a look tells whether a folder is another one: its watcher follows the folder, and not the path. In ms. */
const LOOK_MS = 500;

export const run = (args: string[]) => present(args, null, 'npm run dev --', { meanwhile: followFit });

/**
 * Calls `changed` after each change in the folder, and after another folder has come in its place: that of another branch.
 * Returns a function that ends this.
 */
function followFolder(folder: string, changed: () => void): () => void {
  const identity = () => statSync(folder, { throwIfNoEntry: false })?.ino;
  const open = () => {
    try {
      return watch(folder, changed).on('error', () => {});
    } catch {
      // The folder has gone since it was seen; it is looked for again.
      return null;
    }
  };
  let [followed, watcher] = [identity(), open()];
  const timer = setInterval(() => {
    const present = identity();
    if (present === undefined || (present === followed && watcher !== null)) return;
    watcher?.close();
    [followed, watcher] = [present, open()];
    changed();
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

/** Resolves when it has ended, after the abort of `signal`. Tells which slides do not fit, at the beginning and after each edit what is new: in both shapes, whatever window is open. */
async function followFit(address: string, signal: AbortSignal): Promise<void> {
  let told = new Set<string>();
  /** Why the last look failed, which is told once: the slides may be away, or there is no browser. */
  let failure: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let measuring: Promise<void> | null = null;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(lookOnce, PAUSE_MS);
  };
  const leaves = FOLDERS.map((folder) => followFolder(folder, soon));
  const close = () => {
    clearTimeout(timer);
    for (const leave of leaves) leave();
  };
  soon();
  if (!signal.aborted) await once(signal, 'abort');
  close();
  await measuring;

  function lookOnce(): void {
    if (signal.aborted) return;
    if (measuring) soon();
    else {
      measuring = look().finally(() => {
        measuring = null;
      });
    }
  }

  async function look(): Promise<void> {
    try {
      const { wrongs } = await measure(address, signal);
      failure = null;
      for (const wrong of wrongs) if (!told.has(wrong)) console.log(wrong);
      if (told.size > 0 && wrongs.length === 0) console.log('All slides fit again.');
      told = new Set(wrongs);
    } catch (error) {
      if (signal.aborted) return;
      // The rest of a message of Playwright's lists its own calls.
      const [reason = ''] = (error as Error).message.split('\nCall log:');
      if (reason !== failure) console.log(`The slides are not measured: ${reason}`);
      failure = reason;
    }
  }
}
