import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/gateway/config.js';
import {
  cookieFor,
  cookieName,
  isOurHost,
  isOurOrigin,
  issuePlace,
  issueTicket,
  learnerCookie,
  learnerCookieName,
  learnerOfCookie,
  newLearner,
  passOfTicket,
  roleOfCookie,
  roleOfToken,
  sameSecret,
  sinceOfPlace,
} from '../../src/gateway/credentials.js';

const config: Config = {
  began: 0,
  port: 1986,
  hosts: ['localhost:1986', '127.0.0.1:1986'],
  tokens: { presenter: 'p'.repeat(22), viewer: 'v'.repeat(22) } as Config['tokens'],
  secret: 'a secret of this run',
  folder: '/nowhere',
  pages: null,
};

describe('Host', () => {
  it.each(['localhost:1986', '127.0.0.1:1986', 'LocalHost:1986'])('the host %s is ours', (host) => {
    expect(isOurHost(config, host)).toBe(true);
  });
  it.each([
    undefined,
    '',
    'localhost',
    'localhost:1987',
    'localhost:19860',
    'evil.example:1986',
    'localhost:1986.evil.example',
    'evil.example#localhost:1986',
    'localhost:1986, evil.example',
    '127.0.0.1',
    '0.0.0.0:1986',
    '[::1]:1986',
    ' localhost:1986',
  ])('the host %s is not ours', (host) => {
    expect(isOurHost(config, host)).toBe(false);
  });
});

it('a host of ours in upper case is ours', () => {
  expect(isOurHost({ ...config, hosts: ['MyLaptop:1986'] }, 'mylaptop:1986')).toBe(true);
});

describe('Origin', () => {
  it('an origin is ours when scheme, name and port are those of the page', () => {
    expect(isOurOrigin('localhost:1986', 'http://localhost:1986')).toBe(true);
    expect(isOurOrigin('LOCALHOST:1986', 'http://localhost:1986')).toBe(true);
    expect(isOurOrigin('localhost:1986', 'http://LOCALHOST:1986')).toBe(true);
  });
  it.each([
    undefined,
    '',
    'null',
    'https://localhost:1986',
    'http://localhost',
    'http://localhost:1987',
    'http://127.0.0.1:1986',
    'http://evil.example',
    'http://localhost:1986.evil.example',
    'http://localhost:1986/',
    'http://evil@localhost:1986',
    'file://',
  ])('the origin %s is refused', (origin) => {
    expect(isOurOrigin('localhost:1986', origin)).toBe(false);
  });
  it('no origin is ours without a Host', () => {
    expect(isOurOrigin(undefined, 'http://undefined')).toBe(false);
  });
});

describe('tokens', () => {
  it('each token has its role', () => {
    expect(roleOfToken(config, config.tokens.presenter)).toBe('presenter');
    expect(roleOfToken(config, config.tokens.viewer)).toBe('viewer');
  });
  it.each([undefined, null, '', 'p', `${'p'.repeat(22)} `, 'p'.repeat(23), 'presenter', 'constructor'])(
    'the token %s has no role',
    (token) => {
      expect(roleOfToken(config, token)).toBeNull();
    },
  );
  it('a role without a token, or with an empty one, admits nobody', () => {
    expect(roleOfToken({ ...config, tokens: {} as Config['tokens'] }, 'x')).toBeNull();
    expect(roleOfToken({ ...config, tokens: { presenter: '' } as Config['tokens'] }, '')).toBeNull();
  });
  it('a part of a secret admits nobody', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => sameSecret(one, other) === (one === other)));
  });
});

describe('the cookie', () => {
  const name = cookieName(config, 'presenter');
  const viewerName = cookieName(config, 'viewer');
  const cookie = cookieFor(config, 'presenter');

  it('the cookie has the role that it was made for, and no part of the token', () => {
    expect(roleOfCookie(config, `${name}=${cookie}`)).toBe('presenter');
    expect(roleOfCookie(config, `${viewerName}=${cookieFor(config, 'viewer')}`)).toBe('viewer');
    expect(cookie).not.toContain(config.tokens.presenter);
    expect(roleOfCookie(config, `${name}=${config.tokens.presenter}`)).toBeNull();
    expect(roleOfToken(config, cookie)).toBeNull();
  });

  it('the cookie is found among others by its whole name', () => {
    expect(name).toBe('reboot-camp-1986-presenter');
    expect(roleOfCookie(config, `a=b; ${name}=${cookie}; c=d`)).toBe('presenter');
    expect(roleOfCookie(config, `a=b;${name}=${cookie}`)).toBe('presenter');
    expect(roleOfCookie(config, `x${name}=${cookie}; ${name}0=${cookie}`)).toBeNull();
    expect(roleOfCookie(config, '')).toBeNull();
    expect(roleOfCookie(config, undefined)).toBeNull();
    expect(roleOfCookie({ ...config, port: 1987 }, `${name}=${cookie}`)).toBeNull();
  });

  it('the cookie is valid in one run, for a role that has a token, and not as a ticket', () => {
    expect(roleOfCookie({ ...config, secret: 'another' }, `${name}=${cookie}`)).toBeNull();
    expect(roleOfCookie(config, `${name}=${cookieFor(config, 'learner')}`)).toBeNull();
    // No address of this run is for learners.
    expect(roleOfCookie(config, `${cookieName(config, 'learner')}=${cookieFor(config, 'learner')}`)).toBeNull();
    for (const forged of [cookie, `cookie presenter.${cookie}`, `cookie.presenter.${cookie}`]) {
      expect(passOfTicket(config, forged, 0), forged).toBeNull();
    }
    const ticket = issueTicket(config, { role: 'presenter', learner: null, device: 'd' }, 0);
    expect(roleOfCookie(config, `${name}=${ticket}`)).toBeNull();
  });

  it('the cookie is found behind cookies of the same name that a server on another port has set for longer paths', () => {
    const foreign = Array.from({ length: 20 }, (_, at) => `${name}=foreign-${at}`).join('; ');
    expect(roleOfCookie(config, `${foreign}; ${name}=${cookie}`)).toBe('presenter');
    expect(roleOfCookie(config, `${name}=${cookie}; ${foreign}`)).toBe('presenter');
    expect(roleOfCookie(config, foreign)).toBeNull();
  });

  it('the cookie of the highest role counts when a lower one stands in front of it', () => {
    const viewer = cookieFor(config, 'viewer');
    expect(roleOfCookie(config, `${viewerName}=${viewer}; ${name}=${cookie}`)).toBe('presenter');
    expect(roleOfCookie(config, `${name}=${cookie}; ${viewerName}=${viewer}`)).toBe('presenter');
  });

  it('the cookie is looked for in a bounded number of cookies, the last ones, where a browser puts that of the shortest path', () => {
    const foreign = Array.from({ length: 5000 }, (_, at) => `${name}=${at}`).join('; ');
    expect(roleOfCookie(config, `${foreign}; ${name}=${cookie}`)).toBe('presenter');
    expect(roleOfCookie(config, `${name}=${cookie}; ${foreign}`)).toBeNull();
  });
});

describe('tickets', () => {
  const NOW = 1_800_000_000_000;
  const ticket = issueTicket(config, { role: 'viewer', learner: null, device: 'abc' }, NOW);

  it('a ticket admits for half a minute', () => {
    const pass = { role: 'viewer', learner: null, device: 'abc' };
    expect(passOfTicket(config, ticket, NOW)).toEqual(pass);
    expect(passOfTicket(config, ticket, NOW + 30_000)).toEqual(pass);
    expect(passOfTicket(config, ticket, NOW + 30_001)).toBeNull();
    const presenter = { role: 'presenter', learner: '0123456789ab', device: '0123456789ab' } as const;
    expect(passOfTicket(config, issueTicket(config, presenter, NOW), NOW)).toEqual(presenter);
  });

  it('a ticket is valid in one run only', () => {
    expect(passOfTicket({ ...config, secret: 'another' }, ticket, NOW)).toBeNull();
  });

  it('a forged ticket admits nobody', () => {
    const [role, , , expires, signature] = ticket.split('.') as [string, string, string, string, string];
    const forged = [
      `presenter..abc.${expires}.${signature}`,
      `${role}..abc.${Number(expires) + 1}.${signature}`,
      `${role}.0123456789ab.abc.${expires}.${signature}`,
      `${role}.abc..${expires}.${signature}`,
      `${role}..abd.${expires}.${signature}`,
      `${role}..${expires}.${signature}`,
      `${role}..abc.9999999999999.${signature}`,
      `${role}..abc.Infinity.${signature}`,
      `${role}..abc.${expires}`,
      `${role}.${expires}.${signature}`,
      `${role}..abc.${expires}.`,
      `..abc.${expires}.${signature}`,
      `${role}..abc..${signature}`,
      `${role}....${signature}`,
      `${role}..abc.${expires}.${signature.slice(0, -1)}`,
      `${role}..abc.${expires}.${signature}A`,
      `${role}..abc.${expires}.${signature.toUpperCase()}`,
      '',
      '..',
      '...',
      '....',
      'presenter',
    ];
    for (const one of forged) expect(passOfTicket(config, one, NOW), one).toBeNull();
  });

  it('a ticket has one form only', () => {
    expect(passOfTicket(config, `${ticket}.more`, NOW)).toBeNull();
  });

  it('a ticket with one changed letter admits nobody', () => {
    for (let at = 0; at < ticket.length; at++) {
      for (const letter of 'aZ0.') {
        const changed = `${ticket.slice(0, at)}${letter}${ticket.slice(at + 1)}`;
        if (changed !== ticket) expect(passOfTicket(config, changed, NOW), changed).toBeNull();
      }
    }
  });

  it('any other text admits nobody, and never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => passOfTicket(config, text, NOW) === null));
  });
});

describe('a place in a queue', () => {
  const NOW = 1_800_000_000_000;
  const since = NOW - 1000;
  const place = issuePlace(config, 'abc', since, NOW);

  it('the place tells the next gateway since when the browser waits, for a minute', () => {
    expect(sinceOfPlace(config, 'abc', place, NOW)).toBe(since);
    expect(sinceOfPlace(config, 'abc', place, NOW + 60_000)).toBe(since);
    expect(sinceOfPlace(config, 'abc', place, NOW + 60_001)).toBeNull();
  });

  it('the place is valid for one browser and one run, and cannot be made earlier', () => {
    const [, expires, signature] = place.split('.') as [string, string, string];
    expect(sinceOfPlace(config, 'abd', place, NOW)).toBeNull();
    expect(sinceOfPlace({ ...config, secret: 'another' }, 'abc', place, NOW)).toBeNull();
    for (const forged of [
      `${since - 1}.${expires}.${signature}`,
      `${since}.${Number(expires) + 1}.${signature}`,
      `${since}.${expires}.`,
      `${place}.more`,
      '',
      issueTicket(config, { role: 'viewer', learner: null, device: 'abc' }, NOW),
    ]) {
      expect(sinceOfPlace(config, 'abc', forged, NOW), forged).toBeNull();
    }
  });
});

describe('the cookie of a learner', () => {
  const learner = newLearner();
  const header = (value: string) => `other=1; ${learnerCookieName(config)}=${value}`;

  it('the learner’s cookie names the same stage at each visit, in this run only', () => {
    expect(learnerOfCookie(config, header(learnerCookie(config, learner)))).toBe(learner);
    expect(learnerOfCookie({ ...config, secret: 'another' }, header(learnerCookie(config, learner)))).toBeNull();
    expect(roleOfCookie(config, header(learnerCookie(config, learner)))).toBeNull();
  });

  it('the learner’s cookie is found behind foreign ones of its name, and the last of several, with the shortest path, counts', () => {
    const another = newLearner();
    const cookies = ['x', 'x.y', learnerCookie(config, another), learnerCookie(config, learner)];
    const all = cookies.map((value) => `${learnerCookieName(config)}=${value}`);
    expect(learnerOfCookie(config, all.join('; '))).toBe(learner);
    expect(learnerOfCookie(config, [all[3], all[0]].join('; '))).toBe(learner);
  });

  it('the learner’s cookie leads to no other learner’s stage', () => {
    const [, signature] = learnerCookie(config, learner).split('.') as [string, string];
    for (const forged of [
      learner,
      `${learner}.`,
      `${newLearner()}.${signature}`,
      `${learner}.${signature}.x`,
      `../etc/passwd.${signature}`,
      learnerCookie(config, '../stage'),
      // No dot, so that the signature is right and the name alone is wrong.
      learnerCookie(config, '/etc/passwd'),
      learnerCookie(config, ''),
      cookieFor(config, 'presenter'),
    ]) {
      expect(learnerOfCookie(config, header(forged)), forged).toBeNull();
    }
    expect(learnerOfCookie(config, undefined)).toBeNull();
  });
});
