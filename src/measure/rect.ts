export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** How far `inner` leaves `outer`, at the side where it is worst. */
export const beyond = (inner: Rect, outer: Rect): number =>
  Math.max(outer.left - inner.left, outer.top - inner.top, inner.right - outer.right, inner.bottom - outer.bottom);

/** How deep two rectangles overlap; not above 0 when they do not. */
export const overlap = (one: Rect, other: Rect): number =>
  Math.min(
    Math.min(one.right, other.right) - Math.max(one.left, other.left),
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
  );

/** The part of `rect` within `window`; an empty rectangle when there is none. */
export const cut = (rect: Rect, window: Rect): Rect => ({
  left: Math.max(rect.left, window.left),
  top: Math.max(rect.top, window.top),
  right: Math.min(rect.right, window.right),
  bottom: Math.min(rect.bottom, window.bottom),
});
