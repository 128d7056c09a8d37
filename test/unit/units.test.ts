import { describe, expect, it } from 'vitest';
import { launchdJob, systemdJob } from '../../demos/supervision/job.js';
import type { SupervisorSpec } from '../../src/supervisor/index.js';
import { jobLabel, launchdFiles } from '../../src/units/launchd.js';
import { type Plist, writePlist } from '../../src/units/plist.js';
import { runitFiles } from '../../src/units/runit.js';
import { servicesOf } from '../../src/units/service.js';
import { serviceName, systemdFiles } from '../../src/units/systemd.js';

const worker = (id: string, more = {}) => ({ id, start: { command: `/bin/${id}` }, ...more });

const TREE: SupervisorSpec = {
  strategy: 'rest_for_one',
  intensity: 3,
  period: 9000,
  children: [
    worker('db', { shutdown: 'infinity', memoryMax: 1000 }),
    { id: 'webs', start: { strategy: 'one_for_all', children: [worker('a'), worker('b', { restart: 'transient' })] } },
    worker('log', { restart: 'temporary', shutdown: 'brutal_kill', backoff: 2500 }),
  ],
};
const services = servicesOf('top', TREE);
const textOf = (files: { path: string; text: string }[], path: string) =>
  files.find((file) => file.path === path)?.text ?? '';

describe('a tree as services', () => {
  it('a tree as services has them in start order, each with what its strategy binds it to', () => {
    expect(services.map(({ id, above, after, boundTo }) => ({ id, above, after, boundTo }))).toEqual([
      { id: 'db', above: ['top'], after: [], boundTo: [] },
      { id: 'a', above: ['top', 'webs'], after: ['db'], boundTo: ['db', 'b'] },
      { id: 'b', above: ['top', 'webs'], after: ['db', 'a'], boundTo: ['db', 'a'] },
      { id: 'log', above: ['top'], after: ['db', 'a', 'b'], boundTo: ['db', 'a', 'b'] },
    ]);
  });
  it('a tree as services counts restarts as the nearest supervisor does', () => {
    expect(services.map(({ intensity, period }) => [intensity, period])).toEqual([
      [3, 9000],
      [1, 5000],
      [1, 5000],
      [3, 9000],
    ]);
  });
});

describe('the unit for systemd', () => {
  const files = systemdFiles('shop', services);

  it('the unit for systemd is a target for each supervisor and a service for each process', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'shop-top.target',
      'shop-webs.target',
      ...['db', 'a', 'b', 'log'].map((id) => serviceName('shop', id)),
    ]);
    expect(textOf(files, 'shop-top.target')).toContain('Wants=shop-db.service shop-log.service shop-webs.target\n');
  });
  it('the unit for systemd keeps order, strategy, limits and manners', () => {
    const unit = textOf(files, 'shop-b.service');
    expect(unit).toContain('After=shop-db.service shop-a.service\n');
    expect(unit).toContain('PartOf=shop-top.target shop-webs.target shop-db.service shop-a.service\n');
    expect(unit).toContain('StartLimitIntervalSec=5\nStartLimitBurst=2\n');
    expect(unit).toContain('Restart=on-failure\nRestartSec=1\nTimeoutStopSec=5\n');
    expect(textOf(files, 'shop-db.service')).toContain(
      'Restart=always\nRestartSec=1\nTimeoutStopSec=infinity\nMemoryMax=1000',
    );
    expect(textOf(files, 'shop-log.service')).toContain('Restart=no\nRestartSec=2.5\nKillSignal=SIGKILL\n');
  });
  it('the unit for systemd says literally what systemd would read something into', () => {
    const start = { command: '/bin/echo', args: ['50% of $HOME', 'a "b" \\'], env: { RATE: '5%' }, cwd: '/tmp/a b' };
    const [file] = systemdFiles('t', servicesOf('top', { children: [{ id: 'odd', start }] })).slice(1);
    expect(file?.text).toContain('ExecStart="/bin/echo" "50%% of $$HOME" "a \\"b\\" \\\\"\n');
    expect(file?.text).toContain('Environment="RATE=5%%"\n');
    expect(file?.text).toContain('WorkingDirectory=/tmp/a b\n');
  });
  it('the unit for systemd is linked, started, told and taken away again by the user’s own systemd', () => {
    expect(systemdJob(['/u/a.target', '/u/a.service'], 'a.service')).toEqual({
      start: [
        ['systemctl', '--user', 'link', '--runtime', '/u/a.target', '/u/a.service'],
        ['systemctl', '--user', 'start', 'a.service'],
      ],
      term: ['systemctl', '--user', 'kill', '--signal=TERM', 'a.service'],
      stop: [
        ['systemctl', '--user', 'stop', 'a.service'],
        ['systemctl', '--user', 'disable', '--runtime', 'a.target', 'a.service'],
        ['systemctl', '--user', 'reset-failed', 'a.service'],
      ],
    });
  });
});

describe('the service for runit', () => {
  const files = runitFiles(services);

  it('the service for runit is a folder for each process whose run becomes the program', () => {
    expect(files.filter(({ path }) => path.endsWith('/run')).map(({ path }) => path)).toEqual([
      'db/run',
      'a/run',
      'b/run',
      'log/run',
    ]);
    expect(files.every(({ executable }) => executable)).toBe(true);
    expect(textOf(files, 'db/run').split('\n').at(-2)).toBe('exec /bin/db');
  });
  it('the service for runit stays down where the tree says so', () => {
    expect(textOf(files, 'a/finish')).toBe('');
    expect(textOf(files, 'b/finish')).toContain('[ "$1" = 0 ] && printf d > supervise/control');
    expect(textOf(files, 'log/finish')).toContain('\nprintf d > supervise/control');
  });
});

describe('the job for launchd', () => {
  it('the job for launchd is a property list for each process', () => {
    const files = launchdFiles('shop', services);
    expect(textOf(files, 'camp.reboot.shop.b.plist')).toBe(
      writePlist({
        Label: jobLabel('shop', 'b'),
        ProgramArguments: ['/bin/b'],
        RunAtLoad: true,
        KeepAlive: { SuccessfulExit: false },
        ThrottleInterval: 1,
        ExitTimeOut: 5,
      }),
    );
    const log = textOf(files, 'camp.reboot.shop.log.plist').replace(/>\s+</g, '><');
    expect(log).toContain('<key>KeepAlive</key><false/><key>ThrottleInterval</key><integer>3</integer>');
    expect(log).toContain('<key>ExitTimeOut</key><integer>1</integer>');
  });
  it('the job for launchd is run in the user’s own domain', () => {
    expect(launchdJob('/j/a.plist', 'camp.a', 501)).toEqual({
      start: [['launchctl', 'bootstrap', 'gui/501', '/j/a.plist']],
      term: ['launchctl', 'kill', 'TERM', 'gui/501/camp.a'],
      stop: [['launchctl', 'bootout', 'gui/501/camp.a']],
    });
  });
});

describe('a property list', () => {
  it('a property list is XML in which each kind of value has its tag, and text is escaped', () => {
    const value: Plist = { 'a&b': ['<x>', 3, true, []], nested: { none: '' } };
    const [head = '', ...rest] = writePlist(value).split('<plist version="1.0">');
    expect(head).toContain('"http://www.apple.com/DTDs/PropertyList-1.0.dtd"');
    expect(rest.join('').replace(/>\s+</g, '><').trim()).toBe(
      '<dict><key>a&amp;b</key><array><string>&lt;x&gt;</string><integer>3</integer><true/><array></array></array>' +
        '<key>nested</key><dict><key>none</key><string></string></dict></dict></plist>',
    );
  });
});
