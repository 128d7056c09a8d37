import { parseDeck } from './parse.js';
import { readPictures, readSlides, readThemes } from './read.js';
import type { Catalogue, Deck } from './types.js';

export interface DeckFolders {
  slidesDir: string;
  artDir: string;
  catalogue: () => Promise<Catalogue>;
}

/** The deck as it is on disk now. */
export async function loadDeck({ slidesDir, artDir, catalogue }: DeckFolders): Promise<Deck> {
  const [files, pictures, demos, themes] = await Promise.all([
    readSlides(slidesDir),
    readPictures(artDir),
    catalogue(),
    readThemes(slidesDir),
  ]);
  return parseDeck(files, { catalogue: demos, pictures, themes });
}
