import { parseDeck } from './parse.js';
import { readPictures, readSlides } from './read.js';
import type { Catalogue, Deck } from './types.js';

export interface DeckFolders {
  slidesDir: string;
  artDir: string;
  catalogue: () => Promise<Catalogue>;
}

/** The deck as it is on disk now. */
export async function loadDeck({ slidesDir, artDir, catalogue }: DeckFolders): Promise<Deck> {
  const [files, pictures, demos] = await Promise.all([readSlides(slidesDir), readPictures(artDir), catalogue()]);
  return parseDeck(files, { catalogue: demos, pictures });
}
