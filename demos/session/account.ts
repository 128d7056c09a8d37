import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../common/http.js';
import { sessionIn } from './cookie.js';

const PATIENCE_MS = 3000;
const AGAIN_MS = 100;

/** One shop and its customer. */
export class Account {
  cookie = '';
  isIn = false;
  /** How often he came and was recognised. */
  visits = 0;
  logins = 0;
  /** The longest time between two visits at which he was recognised. */
  lockedOutMs = 0;
  /** How often he was not recognised, and then was again. */
  timesOut = 0;
  /** For how long, the last time. */
  lastOutMs = 0;
  /** The status for a copy of the cookie, after its owner had logged out, and for one with a flipped bit: 200 or 401. */
  copied: number | null = null;
  flipped: number | null = null;
  private knownAt: number | null = null;

  constructor(readonly shop: string) {}

  async visit(): Promise<void> {
    const status = await this.show(this.cookie);
    this.hear(status, performance.now());
    if (status === 401) await this.logIn();
  }

  /** 0 is no answer. */
  hear(status: number, now: number): void {
    const wasIn = this.isIn;
    this.isIn = status === 200;
    if (this.knownAt !== null) this.lockedOutMs = Math.max(this.lockedOutMs, now - this.knownAt);
    if (!this.isIn) return;
    if (!wasIn && this.knownAt !== null) {
      this.timesOut++;
      this.lastOutMs = now - this.knownAt;
    }
    this.knownAt = now;
    this.visits++;
  }

  private async logIn(): Promise<void> {
    const welcome = await this.post('/login', '', 'grandmother');
    const session = sessionIn(welcome?.headers['set-cookie']?.[0]);
    if (session === '') return;
    this.cookie = session;
    this.logins++;
  }

  /** Logs out, and shows a copy of the cookie. */
  async copy(): Promise<void> {
    const { cookie } = this;
    this.cookie = '';
    while ((await this.post('/logout', cookie))?.status !== 200) await pause(AGAIN_MS);
    this.copied = await this.judge(cookie);
  }

  async flip(chance: () => number): Promise<void> {
    this.flipped = await this.judge(withFlippedBit(this.cookie, chance));
  }

  /** Shows a cookie until the shop lets somebody in or refuses: a shop that does not answer has not refused. */
  private async judge(cookie: string): Promise<number> {
    for (;;) {
      const status = await this.show(cookie);
      if (status === 200 || status === 401) return status;
      await pause(AGAIN_MS);
    }
  }

  private show = async (cookie: string) => (await this.post('/me', cookie))?.status ?? 0;

  private post(path: string, cookie: string, body = '') {
    const question = { body, headers: { cookie: `session=${cookie}` }, patienceMs: PATIENCE_MS };
    return ask(`${this.shop}.sock`, path, question).catch(() => null);
  }
}

export function withFlippedBit(cookie: string, chance: () => number): string {
  const at = Math.floor(chance() * cookie.length);
  return cookie.slice(0, at) + String.fromCharCode(cookie.charCodeAt(at) ^ 1) + cookie.slice(at + 1);
}
