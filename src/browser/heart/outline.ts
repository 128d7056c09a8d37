/** The shape of the line: a heart's beats as an electrocardiogram has them. Pure. */

/** A beat: ms after it was received, and height (1: its peak). The line cannot rise before the beat is here. */
const BEAT = [
  [0, 0],
  [46, 0.15],
  [92, 0],
  [126, -0.17],
  [184, 1],
  [253, -0.42],
  [299, 0],
  [356, 0.26],
  [425, 0],
] as const;

/** Height of the line at `at`, after a beat at `beat`. */
function heightAfter(beat: number, at: number): number {
  const index = BEAT.findIndex(([after]) => beat + after > at);
  const [before, next] = [BEAT[index - 1], BEAT[index]];
  if (!before || !next) return 0;
  const share = (at - beat - before[0]) / (next[0] - before[0]);
  return before[1] + share * (next[1] - before[1]);
}

/** The line from `from` to `to` as times and heights: at rest but for its beats, and cut in the middle of one if need be. */
export function outline(beats: readonly number[], from: number, to: number): [at: number, height: number][] {
  const heightAt = (at: number) => {
    const beat = beats.findLast((candidate) => candidate <= at);
    return beat === undefined ? 0 : heightAfter(beat, at);
  };
  const bends = beats.flatMap((beat, index) => {
    const end = beats[index + 1] ?? Number.POSITIVE_INFINITY;
    return BEAT.map(([after, height]): [number, number] => [beat + after, height]).filter(([at]) => at < end);
  });
  const inside = bends.filter(([at]) => at > from && at < to);
  return [[from, heightAt(from)], ...inside, [to, heightAt(to)]];
}
