import { parseDeck } from './parse.js';
import { plannedMs } from './plan.js';
import { readPictures, readPlan, readSlides, readThemes } from './read.js';
import type { Catalogue, Deck, Problem, Questions } from './types.js';

export interface DeckFolders {
  slidesDir: string;
  artDir: string;
  catalogue: () => Promise<Catalogue>;
  questions?: () => Promise<Questions>;
  /** The mistakes in the demos themselves. */
  demoProblems?: () => Promise<Problem[]>;
}

/** The deck as it is on disk now. */
export async function loadDeck({ slidesDir, artDir, catalogue, questions }: DeckFolders): Promise<Deck> {
  const [files, pictures, demos, asked, themes, { plan, problems }] = await Promise.all([
    readSlides(slidesDir),
    readPictures(artDir),
    catalogue(),
    questions?.(),
    readThemes(slidesDir),
    readPlan(slidesDir),
  ]);
  const deck = parseDeck(files, { catalogue: demos, questions: asked, pictures, themes });
  const titles = deck.slides.map(({ title }) => title);
  return {
    ...deck,
    problems: [...deck.problems, ...problems],
    ...(plan && { planned: plannedMs(plan, titles) }),
  };
}
