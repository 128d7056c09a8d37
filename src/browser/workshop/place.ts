import * as v from 'valibot';

/** The place is that of this tab, because two tabs of a learner may be at different lessons. */
const KEY = 'reboot-camp.place';

const PlaceSchema = v.object({
  lesson: v.string(),
  /** How far the text of the lesson is scrolled, in px. */
  scrollTop: v.number(),
  /** By the name of a question: the option that is chosen and not sent. */
  chosen: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))),
});
type Place = v.InferOutput<typeof PlaceSchema>;

/** Where a learner is in a lesson. A reload keeps it; another lesson, or the same one once more, begins at its top. */
export class PlaceKeeper {
  private place: Place;

  constructor(lesson: string) {
    const kept = stored();
    this.place = kept?.lesson === lesson ? kept : placeIn(lesson);
  }

  get scrollTop(): number {
    return this.place.scrollTop;
  }

  chosen(question: string): number | undefined {
    return this.place.chosen[question];
  }

  begin(lesson: string): void {
    this.keep(placeIn(lesson));
  }

  scrolled(scrollTop: number): void {
    this.keep({ ...this.place, scrollTop });
  }

  choose(question: string, option: number): void {
    this.keep({ ...this.place, chosen: { ...this.place.chosen, [question]: option } });
  }

  private keep(place: Place): void {
    this.place = place;
    try {
      sessionStorage.setItem(KEY, JSON.stringify(place));
    } catch {
      // Forbidden: it is kept as long as the page is open.
    }
  }
}

const placeIn = (lesson: string): Place => ({ lesson, scrollTop: 0, chosen: {} });

function stored(): Place | null {
  try {
    const result = v.safeParse(PlaceSchema, JSON.parse(sessionStorage.getItem(KEY) ?? ''));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
