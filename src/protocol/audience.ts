/** The schemas of what the audience of a talk does: votes, kills and questions. Part of the messages about the talk. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Drawn by the page that makes the thing. */
export const IdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/));
const demo = v.pipe(v.string(), v.regex(/^[\w][\w-]{0,63}$/));

/** Names a scene: the log of its stage, and when it began there. */
const scene = v.pipe(v.string(), v.maxLength(64));

/** A question of a lesson has two options at least; no slide has room for more than nine. */
const MOST_OPTIONS = 9;
const OptionSchema = v.pipe(count, v.maxValue(MOST_OPTIONS - 1));
/** Votes by option, up to the last one that anybody chose. */
const split = v.nullable(v.pipe(v.array(count), v.maxLength(MOST_OPTIONS)));

/** `open`: votes are taken. `closed`: the processes are answering. `split`: the votes are shown. `answered`: the answer is shown, too. */
export const PollSchema = v.object({
  id: IdSchema,
  /** The demo whose lesson asks the question. */
  demo,
  /** The scene of the demo that is to answer. */
  scene,
  phase: v.picklist(['open', 'closed', 'split', 'answered']),
  votes: count,
  /** Null for a page that is not to know it yet. */
  split,
  /** The votes of the round before, when the audience votes again after a discussion. */
  before: split,
  /** The option that came about; null when none did, or not yet. */
  right: v.nullable(OptionSchema),
});
export type Poll = v.InferOutput<typeof PollSchema>;
/** More than a talk has questions. */
export const MOST_POLLS = 64;

/** The demo whose processes the audience may kill; null when it may kill nothing. */
export const KillsSchema = v.object({ demo: v.nullable(demo), count });
export type Kills = v.InferOutput<typeof KillsSchema>;

/** A device rests so long between two kills: a killed process is back by then, and its killer has seen it. In ms. */
export const KILL_PAUSE_MS = 2000;

/** Two lines on a phone. In characters. */
export const QUESTION_LIMIT = 140;
/** The presenter reads each of them, and a page says all of them to a new log in one frame. */
export const MOST_QUESTIONS = 60;
const QUESTION_STATES = ['new', 'shown', 'answered', 'removed'] as const;

/** A question from the audience. `new`: only presenters see it. */
export const AudienceQuestionSchema = v.object({
  id: IdSchema,
  text: v.pipe(v.string(), v.maxLength(QUESTION_LIMIT)),
  state: v.picklist(QUESTION_STATES),
  /** How many support it. */
  support: count,
});
export type AudienceQuestion = v.InferOutput<typeof AudienceQuestionSchema>;

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(QUESTION_LIMIT));
const asked = v.strictObject({ id: IdSchema, text });
const vote = { poll: IdSchema, option: OptionSchema };

/** The commands that a page of the audience may give. */
export const audienceCommands = [
  /** The last vote of a device counts, until the poll is closed. */
  v.strictObject({ do: v.literal('vote'), ...vote }),
  /** Kills one of the processes of `demo`. */
  v.strictObject({ do: v.literal('kill'), demo }),
  v.strictObject({ do: v.literal('ask'), ...asked.entries }),
  v.strictObject({ do: v.literal('support'), question: IdSchema }),
  /** The page says what it has voted, supported and asked, to a talk process that knows nothing yet. */
  v.strictObject({
    do: v.literal('recall'),
    vote: v.nullable(v.strictObject(vote)),
    supported: v.pipe(v.array(IdSchema), v.maxLength(MOST_QUESTIONS)),
    asked: v.pipe(v.array(asked), v.maxLength(MOST_QUESTIONS)),
  }),
] as const;

/** The commands of a presenter about the audience; a page that shows the talk gives those about polls by itself. */
export const hostCommands = [
  /** Opens the poll of `demo` for a scene. If there is one already for that scene, nothing happens; if it is open, it is for this scene from now on. */
  v.strictObject({ do: v.literal('poll'), id: IdSchema, demo, scene }),
  /** Opens a second round after the votes were shown. */
  v.strictObject({ do: v.literal('again'), id: IdSchema, demo }),
  v.strictObject({ do: v.literal('close'), demo }),
  v.strictObject({ do: v.literal('split'), demo }),
  v.strictObject({ do: v.literal('answer'), demo, right: v.nullable(OptionSchema) }),
  v.strictObject({ do: v.literal('allow-kills'), demo: v.nullable(demo) }),
  /** Shows the code of the page for the audience over the slide, or hides it. */
  v.strictObject({ do: v.literal('code'), isShown: v.boolean() }),
  v.strictObject({ do: v.literal('moderate'), question: IdSchema, state: v.picklist(QUESTION_STATES) }),
] as const;

export type AudienceCommand = v.InferOutput<(typeof audienceCommands)[number]>;
export type HostCommand = v.InferOutput<(typeof hostCommands)[number]>;

/** Lists of names, because a page needs none of the schemas above. */
const AUDIENCE: readonly string[] = ['vote', 'kill', 'ask', 'support', 'recall'] satisfies AudienceCommand['do'][];
const HOST: readonly string[] = [
  'poll',
  'again',
  'close',
  'split',
  'answer',
  'allow-kills',
  'code',
  'moderate',
] satisfies HostCommand['do'][];

export const isOfAudience = (command: { do: string }): command is AudienceCommand => AUDIENCE.includes(command.do);
export const isOfHost = (command: { do: string }): command is HostCommand => HOST.includes(command.do);
