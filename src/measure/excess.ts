/** The words of a slide that do not fit on it in the smallest type that the room can read. */

export interface SlideExcess {
  /** `file:line` of the slide. */
  source: string;
  /** As in `at 1280 × 720`. */
  where: string;
  /** By how much its words are beyond the right edge and the lower one, in slide pixels. */
  right: number;
  below: number;
}

export function excessInWords({ source, where, right, below }: SlideExcess): string {
  const ways = [
    ...(right > 0 ? [`too wide by ${Math.ceil(right)} px`] : []),
    ...(below > 0 ? [`too high by ${Math.ceil(below)} px`] : []),
  ];
  return `${source} The words of this slide are ${ways.join(' and ')} ${where}, in the smallest type that the room can read. Say less, or make two slides of it.`;
}
