/** The fold of the log of the talk, in the talk process, in the gateway and in every page. Pure. */
import type { TalkEvent, TalkState } from '../protocol/talk.js';

export const EMPTY_TALK: TalkState = {
  next: 0,
  place: null,
  movers: [],
  driver: null,
  isBlack: false,
  startedAt: null,
  presence: { presenter: 0, learner: 0, viewer: 0, devices: [] },
};

export function reduceTalk(state: TalkState, event: TalkEvent): TalkState {
  const next = { ...state, next: event.seq + 1 };
  switch (event.type) {
    case 'place': {
      if (event.isHeld) return { ...next, place: event.place };
      const mover = { client: event.by?.client ?? null, seq: event.seq };
      const others = state.movers.filter(({ client }) => client !== mover.client);
      return { ...next, place: event.place, movers: [mover, ...others.slice(0, 1)] };
    }
    case 'driver':
      return { ...next, driver: event.device };
    case 'black':
      return { ...next, isBlack: event.isBlack };
    case 'clock':
      return { ...next, startedAt: event.startedAt };
    case 'presence':
      return { ...next, presence: event.presence };
  }
}

/** A driver all of whose pages are closed drives no more: a presenter may open another browser. */
export const isDrivenByOthers = ({ driver, presence }: TalkState, device: string) =>
  driver !== null && driver !== device && presence.devices.includes(driver);
