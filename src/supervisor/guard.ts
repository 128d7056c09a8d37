/**
 * A process that a child has started must not outlive this process either, and most ends leave
 * no time for anything: a signal without a handler, SIGKILL, a crash. Therefore, on Linux, a
 * shell waits at the end of a pipe; when the pipe closes because this process has ended, the
 * shell kills the process groups of the children, and all processes that carry their marks.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { checkDescriptors } from './descriptors.js';
import { killMarked, MARK_PATTERN } from './escapees.js';

/**
 * The shell reads `+ PID` and `- PID` of each child, and `x` when no child is left and the shell may end. `$1`: the marks,
 * as grep(1) looks for them; `$2`: the children that exist already. The shell makes ten passes, as `escapees.ts` does,
 * because processes may fork meanwhile. Three passes in a row that find nothing are the end, because Linux shows an empty
 * environment of a process that is in execve(2); a pause follows each of them, because a busy machine may hold a process there
 * for longer than three looks take. The shell makes no pass when /proc shows another PID namespace.
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
read -r own rest </proc/self/stat
[ "$own" = $$ ] || exit
last=some
for pass in 1 2 3 4 5 6 7 8 9 10; do
  found=$(grep -laE -- "$1" /proc/[0-9]*/environ)
  [ "$found$last$before_last" ] || exit
  before_last=$last last=$found
  [ "$found" ] || sleep 0.1
  for file in $found; do
    file=\${file%/environ}
    kill -s KILL "\${file#/proc/}"
  done
done
`;

/** The name of the guard in ps(1), behind the script. */
const NAME = 'supervisor-guard';

/** A guard that was killed, or could not be started, is followed by another, no sooner than this, in ms. */
const PAUSE_MS = 1000;

const leaders = new Set<number>();
let guard: { shell: ChildProcess; tell: Socket } | null = null;
/** The changes that the guard is not sent yet. */
let news = '';

/**
 * This call comes before the start of a child: the child's end of the guard's pipe closes when its program begins, so a
 * guard that exists before sees the end of this process no sooner than the mark of the child.
 */
export function prepareGuard(): void {
  if (!guard) callGuard();
  // The guard ends again when the start fails and there is no other child.
  if (leaders.size === 0) setImmediate(tellNews);
}

/** As long as the child `pid` is alive, its group does not outlive this process. */
export function guardGroup(pid: number): void {
  if (leaders.size === 0) process.on('exit', killAllGroups);
  leaders.add(pid);
  if (!guard) callGuard();
  else {
    // At once, because the child may have started others by now, and this process may end at any moment.
    news += `+ ${pid}\n`;
    tellNews();
  }
}

/** The child has ended. */
export function releaseGroup(pid: number): void {
  if (!leaders.delete(pid)) return;
  if (leaders.size === 0) process.off('exit', killAllGroups);
  // A little later, so that the guard stays when the only child is started again.
  if (news === '') setImmediate(tellNews);
  news += `- ${pid}\n`;
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

/** If the system cannot give us a guard now, the children are supervised without one. */
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
  // Neither the shell nor the pipe keeps this process alive.
  shell.unref();
  called.tell.unref();
  guard = called;
  // The new guard knows all children that exist.
  news = '';
}

function startShell(): ChildProcess | undefined {
  try {
    checkDescriptors(1);
    // The guard has a session of its own, so a Ctrl-C in the terminal does not reach it, and no mark, because it is not a child.
    const shell = spawn('/bin/sh', ['-c', SCRIPT, NAME, MARK_PATTERN, [...leaders].join(' ')], {
      cwd: '/',
      detached: true,
      env: { PATH: `${process.env.PATH ?? ''}:/usr/bin:/bin` },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    shell.on('error', () => {});
    return shell;
  } catch {
    // Node throws some errors of the system and emits others: E2BIG and ENOMEM are of the first kind.
    return undefined;
  }
}

function callGuardLater(): void {
  setTimeout(() => leaders.size > 0 && !guard && callGuard(), PAUSE_MS).unref();
}

/** `process.exit`, and an error that nobody catches, leave the time for this call, also where there is no guard. */
function killAllGroups(): void {
  for (const pid of leaders) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group has just ended.
    }
  }
  killMarked();
}
