/** The app as its user starts it, with a temporary folder of its own, so that all it leaves there is its own. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { isIdentityAlive, processesWith } from '../../src/supervisor/processes.js';
import { type App, freePort, startApp } from '../../test/helpers/app.js';
import { until } from '../../test/helpers/until.js';
import { childNamed, descendantsOf, identityOf, send } from './proc.js';

/** The budget of the design: nothing of a root that was killed is left after this. */
const GONE_WITHIN_MS = 2000;
const PROBE_PATIENCE_MS = 1000;

export class World {
  readonly temporary = mkdtempSync(join(tmpdir(), 'soak-'));
  app!: App;

  static async start(): Promise<World> {
    const world = new World();
    await world.begin(await freePort());
    return world;
  }

  private async begin(port: number): Promise<void> {
    // In a group of its own: Ctrl-C ends the soak, and the soak ends the app.
    this.app = await startApp('present', [], { port, env: { TMPDIR: this.temporary }, detached: true });
  }

  get root(): number {
    return this.app.process.pid as number;
  }

  get gateway(): number | undefined {
    return childNamed(this.root, 'gateway');
  }

  get stage(): number | undefined {
    return childNamed(this.root, 'stage');
  }

  get mark(): string {
    return identityOf(this.root);
  }

  /** Is the gateway there? */
  answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const request = get(`${this.app.origin}/healthz`, { agent: false, timeout: PROBE_PATIENCE_MS }, (response) => {
        response.resume();
        response.on('close', () => resolve(response.statusCode === 200));
      });
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(false));
    });
  }

  /** Kills the root and starts the next one on the same port. Returns what was wrong with either. */
  async killRoot(): Promise<string[]> {
    const { mark, root, app } = this;
    const family = descendantsOf(root).map(identityOf);
    const folders = readdirSync(this.temporary);
    send(root, 'SIGKILL');
    const left = await this.leftOf(mark, family);
    await app.exit;
    await this.begin(app.port);
    const stale = readdirSync(this.temporary).filter((name) => folders.includes(name));
    return [...left, ...stale.map((name) => `the next start leaves ${name} where it was`)];
  }

  private async leftOf(mark: string, family: string[]): Promise<string[]> {
    const relatives = () => family.filter(isIdentityAlive).map((identity) => `process ${identity}`);
    const marked = () =>
      processesWith(ROOT_MARK)
        .filter(({ value }) => value === mark)
        .map(({ pid }) => `marked process ${pid}`);
    let left: string[] = [];
    const look = async () => {
      left = [...relatives(), ...marked(), ...((await this.isListening()) ? ['a listening port'] : [])];
      return left.length === 0;
    };
    await until(look, { deadline: GONE_WITHIN_MS }).catch(() => {});
    return left.map((what) => `${GONE_WITHIN_MS} ms after its root there is still ${what}`);
  }

  private isListening(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.app.port, '127.0.0.1');
      socket.on('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  }

  /** Asks it to end. Returns what it left. */
  async stop(): Promise<string[]> {
    const { mark, root } = this;
    const family = descendantsOf(root).map(identityOf);
    await this.app.stop();
    const left = await this.leftOf(mark, family);
    const files = readdirSync(this.temporary).map((name) => `it left the folder ${name}`);
    return [...left, ...files];
  }

  /** Whatever happened: nothing of it stays. */
  remove(): void {
    if (this.app?.process.exitCode === null) send(this.root, 'SIGKILL');
    rmSync(this.temporary, { recursive: true, force: true });
  }
}
