import { type Progress, type ProgressAction, readProgress, reduceProgress } from '../../workshop/progress.js';

const KEY = 'reboot-camp.workshop';

/** Keeps a learner's progress in this browser; in a private window, for as long as the page is open. */
export class ProgressStore {
  progress: Progress;

  constructor(private readonly changed: () => void) {
    this.progress = readProgress(stored());
    // The same workshop in another tab.
    window.addEventListener('storage', ({ key }) => {
      if (key !== KEY) return;
      this.progress = readProgress(stored());
      changed();
    });
  }

  do(deed: ProgressAction): void {
    const next = reduceProgress(this.progress, deed);
    if (next === this.progress) return;
    this.progress = next;
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Full, or forbidden: it is kept here.
    }
    this.changed();
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
