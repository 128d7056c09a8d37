const SHADES = ' ░▒▓█';
const DEPTH = 50;

/** How long a point stays near: the picture that everybody sends in is the Mandelbrot set. */
function brightness(x: number, y: number): number {
  let [a, b, steps] = [0, 0, 0];
  while (a * a + b * b < 4 && steps < DEPTH) {
    const next = a * a - b * b + x;
    b = 2 * a * b + y;
    a = next;
    steps++;
  }
  return steps;
}

/** Looks at every pixel of a picture of so many megapixels: a small picture of it, in letters. */
export function thumbnail(megapixels: number, columns: number, rows: number): string {
  if (!(megapixels > 0)) throw new TypeError('this is no picture, this is a potato');
  const side = Math.ceil(Math.sqrt(megapixels * 1_000_000));
  const cells = new Float64Array(columns * rows);
  for (let row = 0; row < side; row++) {
    const line = Math.floor((row / side) * rows) * columns;
    for (let column = 0; column < side; column++) {
      const cell = line + Math.floor((column / side) * columns);
      cells[cell] = (cells[cell] as number) + brightness((3 * column) / side - 2.2, (2.4 * row) / side - 1.2);
    }
  }
  const brightest = (side * side * DEPTH) / cells.length;
  const letters = [...cells].map((sum) => SHADES[Math.floor((sum / brightest) ** 0.5 * (SHADES.length - 1))] ?? '█');
  return Array.from({ length: rows }, (_, row) => letters.slice(row * columns, (row + 1) * columns).join('')).join(
    '\n',
  );
}
