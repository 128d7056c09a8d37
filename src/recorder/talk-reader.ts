import { parseJson } from '../protocol/messages.js';
import { CONTROL, type Frame } from '../protocol/stage-frames.js';
import { FromTalkSchema } from '../protocol/talk.js';
import type { NewLine } from './recording-file.js';

/** The line for a frame of the talk process; null when there is nothing to write. Pure. */
export function readTalk({ kind, payload }: Frame): NewLine | null {
  const message = kind === CONTROL ? parseJson(FromTalkSchema, payload.toString()) : null;
  if (message?.type === 'event') return { talk: message.event };
  return message?.type === 'talk' && message.state ? { state: message.state } : null;
}
