const HOT = 200;

/** Gas: one degree after the other, at once. */
export async function heat(bread: string): Promise<string> {
  let degrees = 20;
  while (degrees < HOT) degrees++;
  return degrees < HOT ? bread : 'toast';
}
