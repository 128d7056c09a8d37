// The slow car. Something breaks all the time, and it is back before you have laughed.
import { drive } from './car.js';

await drive({ name: 'cockroach', lapMs: 15, engineLastsLaps: 96 });
