/** Every message about the talk itself, between page, gateway and talk process, with its check. Both ends parse what they get with these. */
import * as v from 'valibot';
import {
  AudienceQuestionSchema,
  audienceCommands,
  hostCommands,
  KillsSchema,
  MOST_POLLS,
  MOST_QUESTIONS,
  PollSchema,
} from './audience.js';

/** Name and version of the WebSocket subprotocol for the talk; another version is refused, not misread. */
export const TALK_SUBPROTOCOL = 'reboot-camp.talk.v1';
/** A network may lose a page without a word; one that hears nothing for several beats asks again. In ms. */
export const TALK_BEAT_MS = 2000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** In ms since the epoch. */
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
/** A page draws its own name; a device is named by the gateway. */
const HEX = /^[0-9a-f]{12}$/;
const hex = v.pipe(v.string(), v.regex(HEX));

/** A place in the talk: the slide (from 0), and how many of its steps are taken. */
export const PlaceSchema = v.strictObject({
  slide: v.pipe(count, v.maxValue(9999)),
  step: v.pipe(count, v.maxValue(999)),
});
export type Place = v.InferOutput<typeof PlaceSchema>;

const MovedSchema = v.object({ type: v.literal('place'), place: PlaceSchema });
/** The place in a message of the talk process to the root; null when the message is another one, as beats are. */
export const placeIn = (message: unknown): Place | null => (v.is(MovedSchema, message) ? message.place : null);

/**
 * The page that asks, and the device on which the page is open. A remote moves the talk for the device that drives; the audience
 * votes, asks, and kills what it may.
 */
export const AuthorSchema = v.strictObject({
  client: hex,
  device: hex,
  isRemote: v.optional(v.boolean()),
  isAudience: v.optional(v.boolean()),
});
export type Author = v.InferOutput<typeof AuthorSchema>;

const polls = v.pipe(v.array(PollSchema), v.maxLength(MOST_POLLS));
const questions = v.pipe(v.array(AudienceQuestionSchema), v.maxLength(MOST_QUESTIONS));

export const TalkCommandSchema = v.variant('do', [
  /** Go there. `from`: the offset up to which the page had read the log when its key was pressed. */
  v.strictObject({ do: v.literal('move'), to: PlaceSchema, from: count }),
  /** The device of this page drives the talk from now on. */
  v.strictObject({ do: v.literal('drive') }),
  v.strictObject({ do: v.literal('black'), isBlack: v.boolean() }),
  /** The page says where it is, to a talk process that knows nothing yet. */
  v.strictObject({
    do: v.literal('hold'),
    place: PlaceSchema,
    isBlack: v.boolean(),
    isDriver: v.boolean(),
    startedAt: v.nullable(time),
    /** The offset up to which the page had read the log before. */
    heard: v.optional(count),
    polls: v.optional(polls),
    kills: v.optional(KillsSchema),
    questions: v.optional(questions),
  }),
  /** The talk began at that time. */
  v.strictObject({ do: v.literal('clock'), startedAt: time }),
  ...hostCommands,
  ...audienceCommands,
]);
export type TalkCommand = v.InferOutput<typeof TalkCommandSchema>;

/** How many devices of presenters are told apart. */
const MOST_DEVICES = 64;
/** How many pages of each role are open, and on which devices a presenter follows the talk. */
export const PresenceSchema = v.object({
  presenter: count,
  learner: count,
  viewer: count,
  devices: v.pipe(
    v.array(hex),
    v.transform((devices) => devices.slice(0, MOST_DEVICES)),
  ),
});
export type Presence = v.InferOutput<typeof PresenceSchema>;

const entry = { seq: count, at: v.pipe(v.number(), v.minValue(0)), by: v.optional(AuthorSchema) };

/** One entry of the log of the talk. `at`: ms since the log began. */
export const TalkEventSchema = v.variant('type', [
  /** `heard`: nobody went there now; a page that had read the log before up to that offset has said to a new log where the talk is. */
  v.object({ ...entry, type: v.literal('place'), place: PlaceSchema, heard: v.optional(count) }),
  v.object({ ...entry, type: v.literal('driver'), device: hex }),
  v.object({ ...entry, type: v.literal('black'), isBlack: v.boolean() }),
  v.object({ ...entry, type: v.literal('clock'), startedAt: time }),
  v.object({ ...entry, type: v.literal('presence'), presence: PresenceSchema }),
  /** The poll is so now, or is there now. */
  v.object({ ...entry, type: v.literal('poll'), poll: PollSchema }),
  v.object({ ...entry, type: v.literal('kills'), kills: KillsSchema }),
  /** The question is so now; one that is removed is gone. */
  v.object({ ...entry, type: v.literal('question'), question: AudienceQuestionSchema }),
  v.object({ ...entry, type: v.literal('code'), isShown: v.boolean() }),
  /** In place of an event that is not for the reader, so that the offsets go on. */
  v.object({ ...entry, type: v.literal('hidden') }),
]);
export type TalkEvent = v.InferOutput<typeof TalkEventSchema>;

/** The fold of the log. */
export const TalkStateSchema = v.object({
  /** The offset of the next event. */
  next: count,
  /** Null before anybody has said where the talk is. */
  place: v.nullable(PlaceSchema),
  /** As in the event that led to the place; null after a move. */
  heard: v.nullable(count),
  /** The last two pages that moved the talk, the latest first, each with its last move. */
  movers: v.pipe(v.array(v.object({ client: v.nullable(hex), seq: count })), v.maxLength(2)),
  /** The device that drives; null before anybody has. */
  driver: v.nullable(hex),
  isBlack: v.boolean(),
  /** When the talk began: at the first press, or when its presenter says so. */
  startedAt: v.nullable(time),
  presence: PresenceSchema,
  /** In the order in which they were opened. */
  polls,
  kills: KillsSchema,
  questions,
  /** Whether the code of the page for the audience covers the slide; the next move uncovers it. */
  isCodeShown: v.boolean(),
});
export type TalkState = v.InferOutput<typeof TalkStateSchema>;

const request = { request: count };
const command = v.strictObject({ type: v.literal('do'), ...request, command: TalkCommandSchema });

export const TalkPageMessageSchema = v.variant('type', [
  /** The first frame. */
  v.strictObject({
    type: v.literal('hello'),
    ticket: v.pipe(v.string(), v.maxLength(512)),
    client: hex,
    isRemote: v.optional(v.boolean()),
  }),
  command,
]);
export type TalkPageMessage = v.InferOutput<typeof TalkPageMessageSchema>;

const answers = [
  v.object({ type: v.literal('done'), ...request }),
  v.object({ type: v.literal('refused'), ...request, message: v.string() }),
] as const;
/** The whole talk as it is; `epoch` names its log. Null: there is no talk process right now. */
const talk = v.object({
  type: v.literal('talk'),
  epoch: v.nullable(v.string()),
  state: v.nullable(TalkStateSchema),
});
const event = v.object({ type: v.literal('event'), event: TalkEventSchema });

export const TalkGatewayMessageSchema = v.variant('type', [
  /** `began`: when this run began, which names it. `nickname`: the name of the device for everybody. */
  v.object({ type: v.literal('welcome'), device: hex, began: time, nickname: v.string() }),
  talk,
  event,
  /** The line is sound: sent every `TALK_BEAT_MS`. */
  v.object({ type: v.literal('beat') }),
  ...answers,
]);
export type TalkGatewayMessage = v.InferOutput<typeof TalkGatewayMessageSchema>;

export const ToTalkSchema = v.variant('type', [
  v.strictObject({ type: v.literal('do'), ...request, command: TalkCommandSchema, by: AuthorSchema }),
  v.strictObject({ type: v.literal('presence'), presence: PresenceSchema }),
  /** The stage has carried out a kill of the audience. */
  v.strictObject({ type: v.literal('killed') }),
]);
export type ToTalk = v.InferOutput<typeof ToTalkSchema>;

export const FromTalkSchema = v.variant('type', [talk, event, ...answers]);
export type FromTalk = v.InferOutput<typeof FromTalkSchema>;
