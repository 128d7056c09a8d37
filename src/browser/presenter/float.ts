/** Document Picture-in-Picture (WICG), which browsers have on desktops alone. */
interface PictureInPicture {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}
const pictureInPicture = (): PictureInPicture | undefined =>
  (window as Window & { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;

export const canFloat = (): boolean => pictureInPicture() !== undefined;

const SIZE = { width: 520, height: 360 };

/** Shows copies of `parts` in a small window above all others, for a speaker with one screen, as long as that window is open. */
export async function floatNotes(...parts: HTMLElement[]): Promise<void> {
  const small = await pictureInPicture()?.requestWindow(SIZE);
  if (!small) return;
  const { document: page } = small;
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.dataset.page = 'notes';
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style'))
    page.head.append(sheet.cloneNode(true));
  const draw = () => page.body.replaceChildren(...parts.map((part) => part.cloneNode(true)));
  draw();
  const observer = new MutationObserver(draw);
  for (const part of parts)
    observer.observe(part, { childList: true, subtree: true, characterData: true, attributes: true });
  small.addEventListener('pagehide', () => observer.disconnect());
}
