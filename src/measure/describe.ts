import type { Box, SlideDescription, Text } from './description.js';
import type { Rect } from './rect.js';

export interface Selectors {
  smallPrint: string;
  cutOnPurpose: string;
}

/** Measures one slide. Runs in the page, so it refers to nothing outside itself. */
export function describeSlide(section: HTMLElement, { smallPrint, cutOnPurpose }: Selectors): SlideDescription {
  /** For a screen reader, or shown only to those who come to it by keyboard. */
  const UNSEEN = '.visually-hidden, .reading:not(:focus-within)';
  /** In the slide's words' way: no headline is printed over these. Pictures out of the flow are ground to print on. */
  const SOLID = 'button, img, canvas, svg, .number, .slide-number, .terminal, .missing-picture';
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {
    willReadFrequently: true,
  }) as OffscreenCanvasRenderingContext2D;
  const frame = section.getBoundingClientRect();
  const pixel = section.offsetWidth / frame.width;
  const isPrint = section.closest('.pdf-page') !== null;
  const isOverview = document.body.classList.contains('in-overview');
  const roots: Element[] = [section];
  const number = isPrint
    ? section.parentElement?.querySelector('.slide-number')
    : !isOverview && document.querySelector('.reveal > .slide-number');
  if (number) roots.push(number);

  const inSlide = ({ left, top, right, bottom }: Rect): Rect => ({
    left: (left - frame.left) * pixel,
    top: (top - frame.top) * pixel,
    right: (right - frame.left) * pixel,
    bottom: (bottom - frame.top) * pixel,
  });
  const isSeen = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const ancestors = (element: Element): Element[] => {
    const chain: Element[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) chain.push(at);
    return chain;
  };
  const nameOf = (element: Element) => {
    const own = (one: Element) => `${one.localName}${[...one.classList].map((name) => `.${name}`).join('')}`;
    const chain = ancestors(element).filter((one) => one !== section && section.contains(one));
    return chain.slice(0, 2).map(own).reverse().join(' > ') || own(element);
  };

  const solid = roots
    .flatMap((root) => [root, ...root.querySelectorAll(SOLID)])
    .filter((element) => element.matches(SOLID) && !element.closest(UNSEEN) && isSeen(element) && !isGround(element));
  const withinOf = (element: Element) => solid.flatMap((box, at) => (box.contains(element) ? [at] : []));
  const boxes: Box[] = solid.map((element) => ({
    where: nameOf(element),
    rect: inSlide(paintedRect(element)),
    window: inSlide(windowOf(element.parentElement ?? element)),
    within: withinOf(element),
  }));

  const texts = roots.flatMap((root) => [root, ...root.querySelectorAll('*')]).flatMap(describeText);
  return { name: section.ariaLabel ?? '', pixel, texts, boxes };

  /** Out of the flow, from edge to edge or behind something: words on it are judged by their contrast. */
  function isGround(element: Element): boolean {
    const inside = ancestors(element).filter((one) => section.contains(one) && one !== section);
    if (!element.matches('img, canvas, svg')) return false;
    const { left, right } = paintedRect(element);
    // The sizes that a drawing has by nature are rounded.
    const slack = frame.width / 200;
    const isFromEdgeToEdge = left < frame.left + slack && right > frame.right - slack;
    return isFromEdgeToEdge || inside.some((one) => getComputedStyle(one).position === 'absolute');
  }

  /** A picture seldom fills its box. */
  function paintedRect(element: Element): Rect {
    const rect = element.getBoundingClientRect();
    if (!(element instanceof HTMLImageElement) || getComputedStyle(element).objectFit !== 'contain') return rect;
    const { naturalWidth, naturalHeight } = element;
    const scale = Math.min(rect.width / naturalWidth, rect.height / naturalHeight);
    const [width, height] = [naturalWidth * scale, naturalHeight * scale];
    const left = rect.left + (rect.width - width) / 2;
    const top = rect.top + (rect.height - height) / 2;
    return { left, top, right: left + width, bottom: top + height };
  }

  function describeText(element: Element): Text[] {
    if (element.closest(`.terminal, ${UNSEEN}, script, style`) || !isSeen(element)) return [];
    const nodes = [...element.childNodes].filter((node): node is globalThis.Text => node.nodeType === Node.TEXT_NODE);
    const words = nodes
      .map(({ data }) => data)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
    const style = getComputedStyle(element);
    const [red, green, blue, alpha] = rgba(style.color);
    if (words === '' || alpha === 0) return [];
    const home =
      ancestors(element).find((one) => !/^(inline|contents)$/.test(getComputedStyle(one).display)) ?? element;
    return [
      {
        where: nameOf(element),
        words,
        ink: nodes.flatMap((node) => inkOf(node, style)).map(inSlide),
        size: Number.parseFloat(style.fontSize) * scaleOf(element) * pixel,
        colour: [red, green, blue],
        home: inSlide(home.getBoundingClientRect()),
        window: inSlide(windowOf(element)),
        within: withinOf(element),
        isSmallPrint: element.closest(smallPrint) !== null,
        isCutOnPurpose: element.closest(cutOnPurpose) !== null,
      },
    ];
  }

  /** A line's box is as high as the font could be; what is printed is what these letters are. */
  function inkOf(node: globalThis.Text, style: CSSStyleDeclaration): Rect[] {
    canvas.font = style.font;
    const range = document.createRange();
    return [...node.data.matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const letters = style.textTransform === 'uppercase' ? word.toUpperCase() : word;
      const metrics = canvas.measureText(letters);
      const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = metrics;
      const isClimbing = style.writingMode === 'vertical-rl';
      return [...range.getClientRects()].map(({ left, right, top, bottom, width, height }) => {
        const scale = (isClimbing ? width : height) / (above + below);
        // Such a headline is turned to its left side.
        const foot = left + above * scale;
        if (isClimbing)
          return {
            left: foot - metrics.actualBoundingBoxAscent * scale,
            right: foot + metrics.actualBoundingBoxDescent * scale,
            top,
            bottom,
          };
        const baseline = top + above * scale;
        return {
          left,
          right,
          top: baseline - metrics.actualBoundingBoxAscent * scale,
          bottom: baseline + metrics.actualBoundingBoxDescent * scale,
        };
      });
    });
  }

  /** From the element's own pixels to those of the screen. */
  function scaleOf(element: Element): number {
    return ancestors(element).reduce((scale, one) => {
      const { transform } = getComputedStyle(one);
      const { a, b, c, d } = new DOMMatrix(transform === 'none' ? '' : transform);
      return scale * Math.sqrt(Math.abs(a * d - b * c));
    }, 1);
  }

  function windowOf(element: Element): Rect {
    // In the overview and on paper there are slides beyond the edge of the screen.
    const all = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
    const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const isOnScreen = !isPrint && !isOverview;
    const reach = isOnScreen ? document.body : section;
    const clips = ancestors(element).filter(
      (one) => reach.contains(one) && getComputedStyle(one).overflow !== 'visible',
    );
    // Text that a finger can scroll into view is not cut off above and below, whatever stands around the scroller.
    const mover = clips.find((one) => getComputedStyle(one).overflowY === 'auto');
    const seenThrough = (one: Element): Rect => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      if (!mover || !one.contains(mover)) return { left, top, right, bottom };
      if (one !== mover) return { ...all, left, right };
      const start = top - one.scrollTop / pixel;
      return { left, top: start, right, bottom: start + one.scrollHeight / pixel };
    };
    const screenful = mover ? { ...all, left: 0, right: innerWidth } : screen;
    return clips.map(seenThrough).reduce(
      (window, one) => ({
        left: Math.max(window.left, one.left),
        top: Math.max(window.top, one.top),
        right: Math.min(window.right, one.right),
        bottom: Math.min(window.bottom, one.bottom),
      }),
      isOnScreen ? screenful : all,
    );
  }

  function rgba(colour: string): [number, number, number, number] {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha];
  }
}
