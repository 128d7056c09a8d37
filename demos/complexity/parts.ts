/** From the bottom up: each asks the one before it, and only the first knows anything. */
export const PARTS = [
  'price',
  'cache',
  'mapper',
  'adapter',
  'facade',
  'broker',
  'bridge',
  'wrapper',
  'proxy',
  'gateway',
];

/** Where a customer may come in, and through how many parts that leads. */
export const DOORS = PARTS.map((part, at) => ({ length: at + 1, part }));
