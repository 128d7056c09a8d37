/**
 * What a child has started must not outlive this process either, and most ends leave no time for anything: a signal
 * without a handler, SIGKILL, a crash. So, on Linux, a shell waits at the end of a pipe; when the pipe closes because
 * this process is no more, the shell kills the process groups of the children, and all that carries their marks.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { killMarked, MARK_PATTERN } from './escapees.js';

/**
 * The shell reads `+ PID` and `- PID` of each child, and `x` when none is left and it may go. `$1`: the marks, as grep(1)
 * looks for them; `$2`: the children that are there already. Ten passes, as in `escapees.ts`: for those that fork meanwhile.
 */
const SCRIPT = `
trap '' HUP INT TERM
groups=" $2 "
while read -r change pid; do
  case $change in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%% $pid *} \${groups#* $pid }" ;;
    x) exit ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
for pass in 1 2 3 4 5 6 7 8 9 10; do
  found=$(grep -laE -- "$1" /proc/[0-9]*/environ)
  [ "$found" ] || exit
  for file in $found; do
    file=\${file%/environ}
    kill -s KILL "\${file#/proc/}"
  done
done
`;

/** How ps(1) shows it, behind the script. */
const NAME = 'supervisor-guard';

/** A guard that was killed, or could not be started, is followed by another, no sooner than this, in ms. */
const PAUSE_MS = 1000;

const leaders = new Set<number>();
let guard: { shell: ChildProcess; tell: Socket } | null = null;
/** What the guard is to be told. */
let news = '';

/**
 * To be called before a child is started: its end of the guard's pipe closes when its program begins, so a guard that was
 * there first sees the end of this process no sooner than the mark of the child.
 */
export function prepareGuard(): void {
  if (!guard) callGuard();
  // It goes again when the start fails and there is no other child.
  if (leaders.size === 0) setImmediate(tellNews);
}

/** As long as the child `pid` is alive, its group does not outlive this process. */
export function guardGroup(pid: number): void {
  if (leaders.size === 0) process.on('exit', killAllGroups);
  leaders.add(pid);
  if (guard) tellSoon(`+ ${pid}\n`);
  else callGuard();
}

/** The child has ended. */
export function releaseGroup(pid: number): void {
  if (!leaders.delete(pid)) return;
  if (leaders.size === 0) process.off('exit', killAllGroups);
  tellSoon(`- ${pid}\n`);
}

/** A little later, so that nobody's restart waits for it; and so that the guard stays when the only child is started again. */
function tellSoon(change: string): void {
  if (news === '') setImmediate(tellNews);
  news += change;
}

function tellNews(): void {
  if (leaders.size > 0) {
    if (news !== '') guard?.tell.write(news);
  } else {
    guard?.tell.end('x\n');
    guard = null;
  }
  news = '';
}

/** Without a guard, for the system may not give us one now, the children are supervised all the same. */
function callGuard(): void {
  if (process.platform !== 'linux') return;
  const shell = startShell();
  if (shell?.pid === undefined) {
    callGuardLater();
    return;
  }
  const called = { shell, tell: shell.stdin as unknown as Socket };
  called.tell.on('error', () => {});
  shell.once('exit', () => {
    if (guard !== called) return;
    guard = null;
    callGuardLater();
  });
  // Neither keeps this process alive.
  shell.unref();
  called.tell.unref();
  guard = called;
  // It knows all that are there.
  news = '';
}

function startShell(): ChildProcess | undefined {
  try {
    // A session of its own: a Ctrl-C in the terminal is not for the guard. No mark: it is nobody's child.
    const shell = spawn('/bin/sh', ['-c', SCRIPT, NAME, MARK_PATTERN, [...leaders].join(' ')], {
      cwd: '/',
      detached: true,
      env: { PATH: `${process.env.PATH ?? ''}:/usr/bin:/bin` },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    shell.on('error', () => {});
    return shell;
  } catch {
    // Some errors of the system are thrown, others told: E2BIG and ENOMEM are of the first kind.
    return undefined;
  }
}

function callGuardLater(): void {
  setTimeout(() => leaders.size > 0 && !guard && callGuard(), PAUSE_MS).unref();
}

/** `process.exit`, and an error that nobody catches, leave the time for this, where there is no guard as well. */
function killAllGroups(): void {
  for (const pid of leaders) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
  killMarked();
}
