import { describe, expect, it } from 'vitest';
import { capabilitiesOf, mayHaveStage, refusalOf } from '../../src/gateway/permissions.js';
import { ROLES, type StageCommand } from '../../src/protocol/messages.js';

describe('a stage of one’s own', () => {
  it('the presenter and learners may have a stage of their own, viewers may not', () => {
    expect(ROLES.filter(mayHaveStage)).toEqual(['presenter', 'learner']);
  });
});

describe('commands', () => {
  it('the presenter may command the stage of the talk, and a learner a stage of their own', () => {
    const device = '0123456789ab';
    expect(capabilitiesOf({ role: 'presenter', learner: null, device })).toEqual(['watch', 'fault', 'steps', 'type']);
    expect(capabilitiesOf({ role: 'remote', learner: null, device })).toEqual(['watch', 'steps']);
    expect(capabilitiesOf({ role: 'viewer', learner: null, device })).toEqual(['watch']);
    expect(capabilitiesOf({ role: 'learner', learner: null, device })).toEqual(['watch']);
    expect(capabilitiesOf({ role: 'learner', learner: device, device })).toEqual(['watch', 'fault', 'steps']);
  });

  const commands: StageCommand[] = [
    { do: 'start', demo: 'isolation' },
    { do: 'fault', id: 'a', name: 'kill' },
    { do: 'restart', id: 'a' },
    { do: 'reset' },
    { do: 'stop' },
    { do: 'step' },
    { do: 'play', demo: 'isolation', step: { do: 'start' } },
    { do: 'recorded', demo: 'isolation' },
    { do: 'live', demo: 'isolation' },
  ];
  const typing: StageCommand = { do: 'input', id: 'a', data: 'x' };
  const device = '0123456789ab';

  it('the presenter is refused no command, on the stage of the talk and on another one', () => {
    for (const learner of [null, device]) {
      for (const command of [...commands, typing]) {
        expect(refusalOf({ role: 'presenter', learner, device }, command), command.do).toBeNull();
      }
    }
  });

  it('the phone of the presenter may play steps and recordings, and do nothing else', () => {
    const taken = commands.filter((command) => refusalOf({ role: 'remote', learner: null, device }, command) === null);
    expect(taken.map((command) => command.do)).toEqual(['step', 'play', 'recorded', 'live']);
  });

  it('a learner is refused one command on a stage of their own: to type', () => {
    const pass = { role: 'learner', learner: device, device } as const;
    for (const command of commands) expect(refusalOf(pass, command), command.do).toBeNull();
    expect(refusalOf(pass, typing)).toContain('may type: a terminal can be a shell');
  });

  it('a page that may only watch is refused each command in the same words', () => {
    for (const role of ['viewer', 'learner'] as const) {
      for (const command of [...commands, typing]) {
        expect(refusalOf({ role, learner: null, device }, command), command.do).toBe('Only the presenter can do that.');
      }
    }
  });
});
