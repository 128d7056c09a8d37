/** Keeps a text that is scrolled by itself where it is, while parts of it open and change. */

const isWithin = (box: DOMRect, frame: DOMRect) => box.bottom > frame.top && box.top < frame.bottom;

/**
 * The caller calls this function before a change of `text`, and the function that it returns after that change. The
 * `pressed` element stays under the pointer, so that a second click is one on the same fault; if that element is out of
 * view, the text that is read stays. A card that has become lower keeps its height.
 */
export function holdStill(text: Element, pressed: Element | null): () => void {
  const frame = text.getBoundingClientRect();
  const parts = [...(pressed ? [pressed] : []), ...text.querySelectorAll(':scope > section > *')];
  const held = parts.find((part) => isWithin(part.getBoundingClientRect(), frame));
  const top = held?.getBoundingClientRect().top ?? 0;
  const cards = [...text.querySelectorAll<HTMLElement>('.feedback')].map((card) => ({
    card,
    height: card.offsetHeight,
  }));
  return () => {
    for (const { card, height } of cards) if (card.offsetHeight < height) card.style.minHeight = `${height}px`;
    if (held?.isConnected) text.scrollTop += held.getBoundingClientRect().top - top;
  };
}
