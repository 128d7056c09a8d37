/** The folders of this project. No other module knows their names. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of `src` and `demos` as they run: that of one build, or of the sources when a test imports them. */
const CODE = dirname(import.meta.dirname);
const ROOT = rootAbove(CODE);
const BUILT = join(ROOT, 'dist');

export const project = {
  root: ROOT,
  /** The demos of the build that runs: a demo starts the worker programs in it. */
  demos: join(CODE, 'demos'),
  /** The link to the programs of the last build, for files that outlive the build that runs. */
  lastDemos: join(BUILT, 'demos'),
  /** The demos as their authors write them, and their recordings. */
  demoSources: join(ROOT, 'demos'),
  slides: join(ROOT, 'slides'),
  public: join(ROOT, 'public'),
  art: join(ROOT, 'public/art'),
  /** The built pages. */
  pages: join(BUILT, 'public'),
  /** The files that lead a browser to an address with a secret. */
  redirects: join(BUILT, 'open'),
} as const;

/** The nearest folder with a `package.json`: a build stands deeper than the sources of which it is made. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json')) || dirname(folder) === folder) return folder;
  return rootAbove(dirname(folder));
}
