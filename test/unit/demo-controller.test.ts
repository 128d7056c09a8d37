import { beforeEach, describe, expect, it } from 'vitest';
import { DemoController, type Shared } from '../../src/browser/demo/controller.js';
import type { Cover } from '../../src/browser/demo/cover.js';
import { Steps } from '../../src/browser/demo/steps.js';
import type { ConnectionState } from '../../src/browser/live/connection.js';
import { FoldedLog } from '../../src/browser/live/folded-log.js';
import type { DemoManifest } from '../../src/demo/manifest.js';
import { demoManifest } from '../../src/demo/manifest-of.js';
import type { EventBody } from '../../src/log/index.js';
import type { StageCommand } from '../../src/protocol/messages.js';
import { demoNamed } from '../helpers/demos.js';

/** A log whose events are told by the test, and which keeps the commands that are given. */
class ToldLog extends FoldedLog {
  state: ConnectionState = 'live';
  refusal = '';
  isAway = false;
  mayCommand = true;
  /** Whether commands are carried out. */
  obeys = true;
  readonly given: StageCommand[] = [];

  tell(...bodies: EventBody[]): void {
    for (const body of bodies) this.fold({ seq: this.view.next, at: this.view.next, ...body });
    this.changed();
  }

  async do(command: StageCommand): Promise<boolean> {
    this.given.push(command);
    return this.obeys;
  }

  back(): void {
    this.isAway = false;
    this.changed();
  }
}

const isolation = demoManifest(await demoNamed('isolation'));
const blackbox = demoManifest(await demoNamed('blackbox'));

let log: ToldLog;
let shared: Shared;
let changes: number;
let isSeen: boolean;

beforeEach(() => {
  log = new ToldLog({ isolation, blackbox });
  shared = { log, steps: new Steps(), started: new Map<string, Cover>() };
  changes = 0;
  isSeen = true;
});

const controllerOf = (manifest: DemoManifest) =>
  new DemoController(manifest, shared, { isSeen: () => isSeen, changed: () => changes++ });

const scene = (demo: string, ids: string[]): EventBody => ({
  type: 'scene',
  demo,
  tree: ids.map((id) => ({ id, type: 'worker' as const, parent: null, restart: 'permanent' as const })),
});
const begin = (id: string): EventBody[] => [
  { type: 'start', id, pid: 7, incarnation: 1, because: 'boot' },
  { type: 'ready', id, pid: 7, incarnation: 1, afterMs: 1 },
];
const kill = (id: string): EventBody => ({
  ...{ type: 'exit', id, pid: 7, incarnation: 1, code: null, signal: 'SIGKILL', uptimeMs: 10, expected: false },
});

/** Resolves when all that is under way was done. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the selected process', () => {
  it('is the first one of the first pane until another one is selected', () => {
    const controller = controllerOf(isolation);
    expect(controller.selectedId).toBe('objects');
    controller.select('line-3');
    expect([controller.selectedId, controller.selectedPane]).toEqual(['line-3', 2]);
    expect(changes).toBe(1);
  });

  it('is the one whose terminal an expanded pane shows, whichever of the pane is selected', () => {
    const controller = controllerOf(isolation);
    expect(controller.isExpanded).toBeNull();
    controller.select('line-3');
    expect(controller.isExpanded).toBe(false);
    controller.expand(true);
    expect([...controller.expandedPanes]).toEqual([[2, 'line-3']]);
    controller.select('line-5');
    expect([...controller.expandedPanes]).toEqual([[2, 'line-5']]);
    controller.select('threads');
    expect([...controller.expandedPanes]).toEqual([[2, 'line-5']]);
    controller.select('line-5');
    controller.expand(false);
    expect([...controller.expandedPanes]).toEqual([]);
  });

  it('is the one in which somebody types', () => {
    const controller = controllerOf(isolation);
    controller.typing('line-2', true);
    expect([controller.typingId, controller.selectedId]).toEqual(['line-2', 'line-2']);
    controller.typing('line-2', false);
    expect([controller.typingId, controller.selectedId]).toEqual([null, 'line-2']);
  });
});

describe('a controller', () => {
  const may = (controller: DemoController) => {
    const { canCommand, canInjectFaults, canStart, hasPast } = controller;
    return { canCommand, canInjectFaults, canStart, hasPast, canType: controller.canType('guest') };
  };
  const all = { canCommand: true, canInjectFaults: true, canStart: true, hasPast: true, canType: true };
  const none = { canCommand: false, canInjectFaults: false, canStart: false, hasPast: true, canType: false };
  let controller: DemoController;

  beforeEach(() => {
    controller = controllerOf(blackbox);
    log.tell(scene('blackbox', ['guest']), ...begin('guest'));
  });

  it('is everything while its demo runs', () => expect(may(controller)).toEqual(all));

  it('is only to start it before it runs, and while another demo does', () => {
    const before = { ...none, canCommand: true, canStart: true, hasPast: false };
    expect(may(controllerOf(isolation))).toEqual(before);
    expect([controller.isPlaying, controllerOf(isolation).isPlaying]).toEqual([true, false]);
  });

  it.each<[string, () => void]>([
    ['the page may give no commands', () => Object.assign(log, { mayCommand: false })],
    ['the line is broken', () => Object.assign(log, { isAway: true })],
    ['the past is shown', () => log.playback.hold()],
  ])('is nothing but to look when %s', (_, happens) => {
    happens();
    expect(may(controller)).toEqual(none);
  });

  it('is no fault while somebody is to predict first', () => {
    controller.isLocked = true;
    expect(may(controller)).toEqual({ ...all, canInjectFaults: false });
  });

  it('is neither a fault nor to type while the recording of its demo plays', () => {
    log.tell({ ...scene('blackbox', ['guest']), recorded: 'A recording.' } as EventBody, ...begin('guest'));
    expect(may(controller)).toEqual({ ...all, canInjectFaults: false, canType: false });
  });

  it('is not to type into a process that is dead', () => {
    log.tell(kill('guest'));
    expect(may(controller)).toEqual({ ...all, canType: false });
  });
});

describe('a start', () => {
  it('is given once, and no second one before the first has happened', async () => {
    const controller = controllerOf(blackbox);
    expect(await controller.start()).toBe(true);
    expect(log.given).toEqual([{ do: 'start', demo: 'blackbox' }]);
    expect(controller.canStart).toBe(false);
    expect(controller.look(controller.shown.view)).toBe(true);
    log.tell(scene('blackbox', ['guest']));
    controller.look(controller.shown.view);
    expect(controller.isStarting).toBe(false);
  });

  it('can be given again when it was refused', async () => {
    const controller = controllerOf(blackbox);
    log.obeys = false;
    expect(await controller.start()).toBe(false);
    expect(controller.canStart).toBe(true);
  });
});

describe('the recording of a demo', () => {
  const recorded = { ...scene('blackbox', ['guest']), recorded: 'A recording.' } as EventBody;

  it('takes the place of the demo, and the demo takes its place again', async () => {
    const controller = controllerOf(blackbox);
    log.tell(scene('blackbox', ['guest']));
    expect(await controller.switchRecording()).toBe(false);
    log.tell(recorded);
    expect(await controller.switchRecording()).toBe(true);
    expect(log.given).toEqual([
      { do: 'recorded', demo: 'blackbox' },
      { do: 'live', demo: 'blackbox' },
    ]);
  });

  it('waits for no step before it, and brings the picture back to the present', async () => {
    const controller = controllerOf(blackbox);
    log.tell(scene('blackbox', ['guest']));
    shared.steps.add(() => new Promise(() => {}));
    controller.toggleHold();
    await controller.switchRecording();
    expect([log.given, log.playback.at]).toEqual([[{ do: 'recorded', demo: 'blackbox' }], null]);
  });

  it('covers its slide, and does not if there is none', async () => {
    const [one, other] = [controllerOf(blackbox), controllerOf(blackbox)];
    await other.start();
    log.tell(scene('blackbox', ['guest']));
    log.obeys = false;
    await one.switchRecording();
    expect([one, other].map((controller) => controller.look(controller.shown.view))).toEqual([false, true]);
    log.obeys = true;
    await one.switchRecording();
    log.tell(recorded);
    expect([one, other].map((controller) => controller.look(controller.shown.view))).toEqual([true, false]);
  });

  it('is asked for by no page that may give no commands, nor for a slide that is left', async () => {
    const controller = controllerOf(blackbox);
    log.mayCommand = false;
    expect(await controller.switchRecording()).toBe(false);
    Object.assign(log, { mayCommand: true, isAway: true });
    const asked = controller.switchRecording();
    isSeen = false;
    log.back();
    expect([await asked, log.given]).toEqual([false, []]);
  });

  it('is offered by a demo that could not start, until something plays', async () => {
    const [controller, without] = [controllerOf({ ...blackbox, hasRecording: true }), controllerOf(blackbox)];
    expect(controller.offersRecording).toBe(false);
    log.obeys = false;
    await Promise.all([controller.start(), without.start()]);
    expect([controller.offersRecording, without.offersRecording]).toEqual([true, false]);
    log.obeys = true;
    await controller.switchRecording();
    log.tell(recorded);
    controller.look(controller.shown.view);
    expect(controller.offersRecording).toBe(false);
  });
});

describe('a step of the talk', () => {
  it('selects its process and is sent with the name of its demo', async () => {
    const controller = controllerOf(isolation);
    expect(controller.play({ do: 'fault', name: 'kill', id: 'line-2' })).toBe(true);
    await settled();
    expect(controller.selectedId).toBe('line-2');
    expect(log.given).toEqual([{ do: 'play', demo: 'isolation', step: { do: 'fault', id: 'line-2', name: 'kill' } }]);
  });

  it('brings the picture back to the present', () => {
    const controller = controllerOf(blackbox);
    log.tell(scene('blackbox', ['guest']));
    controller.toggleHold();
    expect(log.playback.at).not.toBeNull();
    controller.play({ do: 'predict' });
    expect([log.playback.at, controller.asking]).toEqual([null, 'predict']);
  });

  it('asks the room, and asks no longer with the next step', async () => {
    const controller = controllerOf(blackbox);
    controller.play({ do: 'predict' });
    controller.play({ do: 'answer' });
    expect(controller.asking).toBe('answer');
    controller.play({ do: 'reset' });
    expect(controller.asking).toBeNull();
    await settled();
    expect(log.given).toEqual([{ do: 'play', demo: 'blackbox', step: { do: 'reset' } }]);
  });

  it('waits for the line, and for the steps before it', async () => {
    const controller = controllerOf(blackbox);
    log.isAway = true;
    controller.play({ do: 'start' });
    controller.play({ do: 'stop' });
    await settled();
    expect(log.given).toEqual([]);
    log.back();
    await settled();
    expect(log.given.map((command) => 'step' in command && command.step)).toEqual([{ do: 'start' }, { do: 'stop' }]);
  });

  it('is not sent when its slide is left before its turn', async () => {
    const controller = controllerOf(blackbox);
    controller.play({ do: 'start' });
    isSeen = false;
    await settled();
    expect(log.given).toEqual([]);
  });

  it('is played by no page that may give no commands', async () => {
    log.mayCommand = false;
    const controller = controllerOf(blackbox);
    expect(controller.play({ do: 'fault', name: 'kill', id: 'guest' })).toBe(false);
    await settled();
    expect([log.given, controller.selectedId]).toEqual([[], 'chimp']);
  });
});

describe('whether the demo lies over its slide', () => {
  const isOver = (controller: DemoController) => controller.look(controller.shown.view);

  it('is so on the slide on which this page began it, and on no other one', async () => {
    const [one, other] = [controllerOf(blackbox), controllerOf(blackbox)];
    await one.start();
    log.tell(scene('blackbox', ['guest']));
    expect([isOver(one), isOver(other)]).toEqual([true, false]);
    one.leave();
    expect(isOver(other)).toBe(true);
  });

  it('is not decided by another board of the page', async () => {
    const here = controllerOf(blackbox);
    await here.start();
    shared = { log, steps: new Steps(), started: new Map() };
    const there = controllerOf(blackbox);
    log.tell(scene('blackbox', ['guest']));
    expect([isOver(here), isOver(there)]).toEqual([true, true]);
  });
});

it('the latest event that matters is told as a sentence, and stays until the next one', () => {
  const controller = controllerOf(blackbox);
  log.watch(
    () => {},
    (event) => controller.read(event),
  );
  log.tell(scene('blackbox', ['guest']), ...begin('guest'), kill('guest'));
  expect(controller.liveAnnouncement).toBe('guest ended: SIGKILL after 10 ms.');
  log.tell({ type: 'note', text: 'nothing to tell' });
  expect(controller.liveAnnouncement).toBe('guest ended: SIGKILL after 10 ms.');
});
