// Stage four: punt! The visitor keeps the count, and brings it along.
import { open } from './shop.js';

await open('punt', (note) => Number(note) + 1);
