import { type Answer, insist } from '../common/http.js';

const PATIENCE_MS = 30_000;

/** The price of a tea, asked at `part` until the answer is not lost on the way. */
export async function tea(part: string): Promise<Answer> {
  for (;;) {
    const answer = await insist(`${part}.sock`, '/tea', { patienceMs: PATIENCE_MS });
    if (answer.status === 200) return answer;
  }
}
