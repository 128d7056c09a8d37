/** As `present`, with pages that change as their sources are saved, and slides that are measured then. */
import { once } from 'node:events';
import { watch } from 'node:fs';
import { measure } from '../measure/index.js';
import { project } from '../project.js';
import { present } from './present.js';

const FOLDERS = [project.slides, project.art];
/** An author saves again and again; the slides are measured when no file has changed for so long, in ms. */
const PAUSE_MS = 3000;

export const run = (args: string[]) => present(args, null, 'npm run dev --', followFit);

/** Resolves when it has ended, after the abort of `signal`. Tells which slides do not fit, at the beginning and after each edit what is new: in both shapes, whatever window is open. */
async function followFit(address: string, signal: AbortSignal): Promise<void> {
  let told = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let measuring: Promise<void> | null = null;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(lookOnce, PAUSE_MS);
  };
  const watchers = FOLDERS.map((folder) => watch(folder, soon).on('error', () => {}));
  const close = () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
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
      for (const wrong of wrongs) if (!told.has(wrong)) console.log(wrong);
      if (told.size > 0 && wrongs.length === 0) console.log('All slides fit again.');
      told = new Set(wrongs);
    } catch (error) {
      if (signal.aborted) return;
      console.log(`The slides are not measured: ${(error as Error).message}`);
      close();
    }
  }
}
