/** Words that do not fit on their slide in the smallest type that the room can read. */
import * as v from 'valibot';

const px = v.pipe(v.number(), v.minValue(0));

export const ExcessSchema = v.object({
  /** `file:line` of the slide. */
  source: v.string(),
  shape: v.picklist(['landscape', 'portrait']),
  /** By how much its words are beyond the right edge and the lower one, in slide pixels. */
  right: px,
  below: px,
});
export type SlideExcess = v.InferOutput<typeof ExcessSchema>;

const SHAPES = { landscape: 'at 1280 × 720', portrait: 'on a telephone held upright' };

export function excessInWords({ source, shape, right, below }: SlideExcess): string {
  const ways = [
    ...(right > 0 ? [`too wide by ${Math.ceil(right)} px`] : []),
    ...(below > 0 ? [`too high by ${Math.ceil(below)} px`] : []),
  ];
  return `${source} The words of this slide are ${ways.join(' and ')} ${SHAPES[shape]}, in the smallest type that the room can read. Say less, or make two slides of it.`;
}
