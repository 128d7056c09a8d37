import { initialView, reduce, type View } from '../log/index.js';
import { decodeOutput, FromStageSchema, GatewayMessageSchema, parseJson } from '../protocol/messages.js';
import { CONTROL, EVENT, type Frame } from '../protocol/stage-frames.js';
import type { NewLine } from './recording-file.js';

/** The last event of the stage that is in the file. */
export interface LastStage {
  epoch: string;
  seq: number;
}

/** Turns the frames of a stage into lines. A stage tells each reader the scene from its beginning: events that are in the file already are left out. */
export class StageReader {
  /** Folded from the scenes alone: the workers of the scene have their channels by their order. */
  private view: View = initialView();
  private readonly decoders = new Map<string, InstanceType<typeof TextDecoder>>();

  constructor(private last: LastStage) {}

  /** The line for a frame; null when there is nothing to write. */
  read({ kind, seq, payload }: Frame): NewLine | null {
    if (kind === CONTROL) return this.greeted(payload);
    const isNew = seq > this.last.seq;
    const line = kind === EVENT ? this.event(payload) : this.output(payload);
    if (!isNew || !line) return null;
    this.last = { ...this.last, seq };
    return line;
  }

  private greeted(payload: Buffer): NewLine | null {
    const message = parseJson(FromStageSchema, payload.toString());
    if (message?.type !== 'hello' || message.epoch === this.last.epoch) return null;
    this.last = { epoch: message.epoch, seq: -1 };
    return { epoch: message.epoch };
  }

  private event(payload: Buffer): NewLine | null {
    const message = parseJson(GatewayMessageSchema, payload.toString());
    if (message?.type !== 'event') return null;
    const { event } = message;
    if (event.type === 'scene') {
      this.view = reduce(initialView(), { ...event, seq: 0 });
      this.decoders.clear();
    }
    return { stage: event };
  }

  private output(payload: Buffer): NewLine | null {
    const frame = decodeOutput(Uint8Array.from(payload).buffer);
    const id = frame ? Object.keys(this.view.processes)[frame.channel] : undefined;
    if (!frame || id === undefined) return null;
    const { seq, at, data, by } = frame;
    // A character may be cut by two writes.
    const decoder = this.decoders.get(id) ?? new TextDecoder();
    this.decoders.set(id, decoder);
    const text = decoder.decode(data, { stream: true });
    return { stage: { type: 'output', seq, at, id, data: text, ...(by && { by }) } };
  }
}
