/** `npm run screenshots`: every slide and view as it is, photographed in a real browser. */
import { join } from 'node:path';
import type { Slide } from '../../src/deck/types.js';
import { ROOT } from '../../test/helpers/app.js';
import { BadOption, parseOptions, USAGE } from './options.js';
import { shootingOf } from './page-views.js';
import { printShooting } from './print.js';
import { makeSheets } from './sheets.js';
import { openStudio, type Shooting } from './studio.js';
import { talkViews } from './talk.js';
import { ISOLATION, terminalShootings } from './terminal.js';
import { VIEWS } from './views.js';

const FOLDER = join(ROOT, 'screenshots');

/** All screenshots. A new one is one more line. */
const allShootings = (slides: Slide[]): Shooting[] => [
  ...talkViews(slides).map(shootingOf),
  ...VIEWS.map(shootingOf),
  printShooting(slides),
  ...terminalShootings(ISOLATION),
];

export async function main(args: string[], slides: Slide[]): Promise<number> {
  const shootings = allShootings(slides);
  const all = shootings.flatMap(({ pictures }) => pictures);
  try {
    const { help, wants } = parseOptions(args, all);
    if (help) {
      console.log(USAGE);
      return 0;
    }
    const failed = await shoot(
      shootings.map((shooting) => ({ ...shooting, pictures: shooting.pictures.filter(wants) })),
    );
    for (const one of failed) console.error(`Not taken: ${one}`);
    return failed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof BadOption)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

/** Resolves with what could not be taken, and why: one of them is no reason to go without the others. */
async function shoot(shootings: Shooting[]): Promise<string[]> {
  const failed: string[] = [];
  const studio = await openStudio(FOLDER);
  try {
    for (const { pictures, take } of shootings) {
      if (pictures.length === 0) continue;
      const names = pictures.map(({ folder, name }) => `${folder}/${name}`).join('  ');
      console.log(names);
      await take(pictures, studio).catch((error: Error) => failed.push(`${names}: ${error.message}`));
    }
    await makeSheets(FOLDER, studio.browser);
    console.log(`${FOLDER}/index.html`);
    return failed;
  } finally {
    await studio.close();
  }
}
