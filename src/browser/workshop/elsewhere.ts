import { html, nothing } from 'lit';
import type { View } from '../../log/view.js';
import type { Lesson } from '../../workshop/lesson.js';
import { DESK_HEAD } from '../demo/format.js';

/** A learner has one bench: this note stands on it when another tab has started its own demo there. */
export function elsewhereNote({ demo }: View, lessons: Lesson[], playHere: () => void): unknown {
  const other = lessons.find(({ name }) => name === demo);
  if (!other) return nothing;
  return html`
    <div class="elsewhere" role="status" style="--head: ${DESK_HEAD}px">
      <p>This bench plays “${other.title}” in another tab.</p>
      <button type="button" class="main" @click=${playHere}>Play this lesson here</button>
    </div>
  `;
}
