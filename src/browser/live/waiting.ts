import type { GatewayMessage, WaitsFor } from '../../protocol/messages.js';

export type QueueMessage = Extract<GatewayMessage, { type: 'queue' }>;

const WHY: Record<WaitsFor, string> = {
  stages: 'All stages are taken.',
  network: 'Your network has all the stages that one network gets.',
  seats: 'All places are taken.',
  busy: 'The computer of this talk is busy.',
};

/** Why this page waits, where it stands, and what the reader has to do: nothing. */
export function waitingSentence({ for: what, position, length }: QueueMessage): string {
  const place = length === 1 ? 'You are next.' : `You are number ${position} of ${length} who wait.`;
  return `${WHY[what]} ${place} This page comes in by itself.`;
}
