import { describe, expect, it, vi } from 'vitest';
import { type EventBody, EventLog, initialView, reduce, type View } from '../../src/log/index.js';
import type { StageCommand, TalkStep } from '../../src/protocol/messages.js';
import { type Move, moveOf, StepPlayer } from '../../src/stage/step-player.js';
import { until } from '../helpers/until.js';

const START: TalkStep = { do: 'start' };
const RESET: TalkStep = { do: 'reset' };
const STOP: TalkStep = { do: 'stop' };
const KILL: TalkStep = { do: 'fault', id: 'a', name: 'kill' };

const tree = [
  { id: 'top', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'one_for_one' },
  { id: 'a', type: 'worker', parent: 'top', restart: 'permanent' },
] as const;
const scene = (demo: string): EventBody => ({ type: 'scene', demo, tree: [...tree] });
const recorded: EventBody = { ...scene('one'), recorded: 'A recording.' } as EventBody;
const up: EventBody[] = [
  { type: 'start', id: 'a', pid: 1, incarnation: 1, because: 'boot' },
  { type: 'ready', id: 'a', pid: 1, incarnation: 1, afterMs: 1 },
];
const dead: EventBody = {
  ...{ type: 'exit', id: 'a', pid: 1, incarnation: 1, code: null, signal: 'SIGKILL', uptimeMs: 1 },
  expected: false,
};
const gone: EventBody = { ...dead, expected: true };
const viewOf = (bodies: EventBody[]): View =>
  bodies.reduce((view, body, seq) => reduce(view, { seq, at: seq, ...body }), initialView());

describe('the move of a step', () => {
  const cases: [string, TalkStep, EventBody[], Move][] = [
    ['starts the demo if nothing plays', START, [], 'start'],
    ['starts the demo if another one plays, whatever the step is', KILL, [scene('other'), ...up], 'start'],
    ['starts the demo if it has stopped', RESET, [scene('one'), ...up, { type: 'stop', leftover: 0 }], 'start'],
    ['leaves another demo alone if the step is to stop its own', STOP, [scene('other'), ...up], 'nothing'],
    ['is nothing if the demo has just started', START, [scene('one'), ...up], 'nothing'],
    ['leads back to the beginning if something has died', START, [scene('one'), ...up, dead], 'reset'],
    [
      'leads back to the beginning if something was hurt and has not ended yet',
      START,
      [scene('one'), ...up, { type: 'fault', id: 'a', pid: 1, name: 'kill' }],
      'reset',
    ],
    ['resets the demo that plays', RESET, [scene('one'), ...up], 'reset'],
    ['stops the demo that plays', STOP, [scene('one'), ...up], 'stop'],
    ['waits for a process that is not there yet', KILL, [scene('one')], 'wait'],
    ['waits for a process that has died', KILL, [scene('one'), ...up, dead], 'wait'],
    ['hurts a process that is there', KILL, [scene('one'), ...up], 'fault'],
    ['is nothing if it would hurt a process of a recording', KILL, [recorded, ...up], 'nothing'],
    ['waits for no process of a recording', KILL, [recorded, ...up, dead], 'nothing'],
    ['leads a recording back to its beginning', RESET, [recorded, ...up], 'reset'],
    ['is nothing if the process is off for good', KILL, [scene('one'), ...up, gone], 'nothing'],
  ];
  it.each(cases)('%s', (_, step, bodies, move) => {
    expect(moveOf('one', step, viewOf(bodies))).toBe(move);
  });
});

/** A stage that does what it is told, when the test lets it. */
function stageWith(patienceMs = 10_000) {
  const log = new EventLog(() => 0);
  const told: string[] = [];
  let isHeld = false;
  const release: (() => void)[] = [];
  const player = new StepPlayer(
    log,
    async (command: StageCommand, by) => {
      const words = Object.values(command).join(' ');
      told.push(by === undefined ? words : `${words} by ${by}`);
      if (isHeld) await new Promise<void>((resolve) => release.push(resolve));
      if (command.do === 'start') for (const body of [scene(command.demo), ...up]) log.append(body);
      if (command.do === 'fault' && log.view.processes.a?.pid == null) throw new Error('a has no process');
      if (command.do === 'fault') log.append(dead);
    },
    patienceMs,
  );
  const go = () => {
    isHeld = false;
    for (const one of release.splice(0)) one();
  };
  return { log, told, player, hold: () => (isHeld = true), go };
}

describe('steps of the talk', () => {
  it('steps are played one after the other, however fast they come', async () => {
    const { told, player, log } = stageWith();
    const all = [START, KILL, KILL].map((step) => player.play('one', step, 'presenter'));
    await all[1];
    expect(told).toEqual(['start one by presenter', 'fault a kill by presenter']);
    for (const body of up) log.append(body);
    await Promise.all(all);
    expect(told).toEqual(['start one by presenter', 'fault a kill by presenter', 'fault a kill by presenter']);
  });

  it('a step starts its demo if another one plays', async () => {
    const { told, player } = stageWith();
    await player.play('other', START);
    await player.play('one', KILL);
    expect(told).toEqual(['start other', 'start one', 'fault a kill']);
  });

  it('steps that wait are dropped if a step of another demo comes', async () => {
    const { told, player, hold, go } = stageWith();
    hold();
    const first = player.play('one', START);
    const dropped = player.play('one', KILL);
    const other = player.play('other', START);
    await dropped;
    go();
    await Promise.all([first, other]);
    expect(told).toEqual(['start one', 'start other']);
  });

  it('a step is refused with the error of its fault if the process does not start in time', async () => {
    const { player, log } = stageWith(20);
    await player.play('one', START);
    log.append(dead);
    await expect(player.play('one', KILL)).rejects.toThrow('a has no process');
  });

  it('a step is played although the steps before it ended long ago', async () => {
    const { told, player } = stageWith();
    await player.play('one', START);
    // The player has turned to nothing by then.
    await new Promise(setImmediate);
    await player.play('one', KILL);
    expect(told).toEqual(['start one', 'fault a kill']);
  });

  it('a reset of a demo that does not play starts the demo, and does nothing else', async () => {
    const { told, player } = stageWith();
    await player.play('one', KILL);
    await player.play('other', RESET);
    expect(told).toEqual(['start one', 'fault a kill', 'start other']);
  });

  it('a reset and a stop are carried out in the name of the client that asks for them', async () => {
    const { told, player } = stageWith();
    await player.play('one', START, 'presenter');
    await player.play('one', RESET, 'presenter');
    await player.play('one', STOP, 'presenter');
    expect(told).toEqual(['start one by presenter', 'reset by presenter', 'stop by presenter']);
  });

  it('a step that has waited leaves no reader of the log and no timer', async () => {
    vi.useFakeTimers();
    try {
      const { log, player } = stageWith();
      let readers = 0;
      const subscribe = log.subscribe.bind(log);
      log.subscribe = (reader) => {
        const leave = subscribe(reader);
        readers++;
        return () => {
          readers--;
          leave();
        };
      };
      await player.play('one', START);
      log.append(dead);
      const waiting = player.play('one', KILL);
      await vi.waitFor(() => expect([readers, vi.getTimerCount()]).toEqual([1, 1]));
      for (const body of up) log.append(body);
      await waiting;
      expect([readers, vi.getTimerCount()]).toEqual([0, 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('steps go on after one that is refused', async () => {
    const { told, player, log } = stageWith(20);
    await player.play('one', START);
    log.append(dead);
    const refused = player.play('one', KILL);
    const next = player.play('one', RESET);
    await expect(refused).rejects.toThrow('a has no process');
    await next;
    await until(() => told.at(-1) === 'reset');
  });
});
