/** The supervision tree as it lives: a row for each node, a worker's with its lane of the heart monitor. Pure. */
import { treeRows } from '../../demo/view-model/tree-rows.js';
import { clock, ending, type ProcessView, type TreeNode, type View } from '../../log/index.js';
import type { Frame } from './frame.js';
import { scrolledTo } from './layout.js';
import type { Marks } from './marks.js';
import { laneOf } from './monitor.js';
import { screenLines } from './screen-lines.js';
import { spentBy, strategyWords } from './strategy.js';
import { fill, firstThatFits, type Line, ruled, type Span, TONE_OF, widthOf } from './text.js';

/** The widest that the facts of a worker become, and their share of the row beside a lane. */
const FACTS_MAX = 34;
const LANE_SHARE = 0.45;
/** A rule and a few words. */
const TERMINAL_ROWS_MIN = 4;

interface Placed {
  node: TreeNode;
  /** The branches before it. */
  branches: string;
}

/** Each node with the lines that lead to it, in start order. */
export const placed = (tree: readonly TreeNode[], { guide }: Pick<Marks, 'guide'>): Placed[] =>
  treeRows(tree).map(({ node, guides }) => ({ node, branches: guides.map((one) => guide[one]).join('') }));

/**
 * Why this life began: by its own death, or because a supervisor ended it along with another one, by the name of that one.
 * Null for a first life, and when nobody knows.
 */
export function causeOf({ lives, lastExit, parent, id }: ProcessView, view: View): string | null {
  if (lives < 2 || !lastExit) return null;
  if (!lastExit.expected) return id;
  const died = Object.values(view.processes).filter(
    (other) => other.lastExit && !other.lastExit.expected && other.lastExit.at <= lastExit.at,
  );
  const siblings = died.filter((other) => other.parent === parent);
  const suspects = siblings.length > 0 ? siblings : died;
  return suspects.sort((one, other) => (other.lastExit?.at ?? 0) - (one.lastExit?.at ?? 0))[0]?.id ?? null;
}

/** `rows` lines as wide as the window; they scroll so that the chosen node is seen. */
export function treeLines(frame: Frame, width: number, rows: number): Line[] {
  const { marks, view, chosen } = frame;
  const nodes = placed(view.tree, marks);
  const labelWidth = Math.max(0, ...nodes.map(({ node, branches }) => branches.length + 2 + node.id.length)) + 1;
  const factsWidth = Math.min(FACTS_MAX, Math.floor((width - labelWidth) * (1 - LANE_SHARE)));
  const room = rows - 1;
  const from = scrolledTo(
    nodes.findIndex(({ node }) => node.id === chosen),
    nodes.length,
    room,
  );
  const hidden = nodes.length - room;
  const words: Line = [
    { text: 'supervision tree', bold: true },
    { text: hidden > 0 ? ` ${from + 1} to ${from + room} of ${nodes.length}` : '', tone: 'dim' },
  ];
  const shown = nodes.slice(from, from + room).map((one) => {
    if (one.node.type === 'supervisor') return supervisorLine(frame, one, width);
    return workerLine(frame, one, { labelWidth, factsWidth, width });
  });
  const lines = [ruled(words, marks.rule, width), ...shown];
  return [...lines, ...terminalBelow(frame, width, rows - lines.length)].map((line) => fill(line, width));
}

/** The terminal of the chosen process, if there is room. */
function terminalBelow(frame: Frame, width: number, rows: number): Line[] {
  if (rows < TERMINAL_ROWS_MIN) return [];
  const heading = ruled([{ text: frame.chosen, bold: true }], frame.marks.rule, width);
  return [heading, ...screenLines(frame, frame.chosen, width, rows - 1)];
}

function supervisorLine(frame: Frame, { node, branches }: Placed, width: number): Line {
  const { demo, view, now, marks } = frame;
  const spent = spentBy(node.id, demo, view, now);
  const head: Line = [
    { text: branches, tone: 'dim' },
    { text: node.id, bold: true },
    { text: `  ${strategyWords(node.id, demo)}`, tone: 'dim' },
  ];
  const gaveUp: Line =
    view.gaveUp && node.parent === null ? [{ text: ` ${marks.dash} gave up`, tone: 'dead', bold: true }] : [];
  const budget: Line = spent ? [{ text: ` ${marks.dash} ${spent}`, tone: 'wait' }] : [];
  return firstThatFits([[...head, ...gaveUp, ...budget], [...head, ...gaveUp], head], width);
}

interface Widths {
  labelWidth: number;
  factsWidth: number;
  width: number;
}

function workerLine(frame: Frame, { node, branches }: Placed, { labelWidth, factsWidth, width }: Widths): Line {
  const { view, marks, chosen } = frame;
  const process = view.processes[node.id];
  const isChosen = node.id === chosen;
  const tone = process ? TONE_OF[process.state] : 'dim';
  const label: Span[] = [
    { text: branches, tone: 'dim' },
    { text: marks.state[process?.state ?? 'waiting'], tone },
    { text: isChosen ? marks.chosen : ' ', bold: true },
    { text: node.id, bold: isChosen, inverse: isChosen },
  ];
  if (!process) return label;
  const facts = firstThatFits(factsOf(frame, process, node), factsWidth);
  const head = [...fill(label, labelWidth), ...fill(facts, factsWidth)];
  const [drawn = []] = laneOf(frame, node.id, width - widthOf(head) - 1, 1);
  return [...head, { text: ' ' }, ...drawn];
}

/** The facts about a worker, in more words and in fewer. */
function factsOf({ view, now, marks }: Frame, process: ProcessView, { restart }: TreeNode): Line[] {
  const { state, pid, lives, startedAt, lastExit, fault } = process;
  const tone = TONE_OF[state];
  if (pid === null) {
    const how = lastExit ? `${state}: ${ending(lastExit)}` : state;
    const words = restart === 'permanent' ? how : `${how}, ${restart}`;
    return [words, how].map((text) => [{ text, tone, bold: true }]);
  }
  const isUp = state === 'up';
  const time: Span = { text: ` ${clock(startedAt === null ? 0 : now - startedAt)}`, tone: 'dim' };
  const identity: Line = [{ text: isUp ? `${pid}` : `${state} ${pid}`, tone }];
  const life: Line = lives > 1 ? [{ text: ` life ${lives}`, tone: 'wait' }] : [];
  const lingering: Line = isUp && fault ? [{ text: ` ${fault.name}`, tone: 'wait', bold: true }] : [];
  const cause = causeOf(process, view);
  const own: Line = lastExit ? [{ text: ` ${marks.state.down} ${ending(lastExit)}`, tone: 'dead' }] : [];
  const along: Line = [{ text: ` ${marks.along} with ${cause}`, tone: 'wait' }];
  const why = cause === null ? [] : cause === process.id ? own : along;
  const all = [...identity, ...life, ...why, ...lingering];
  return [[...all, time], all, [...identity, ...life, ...why], [...identity, ...life], identity];
}
