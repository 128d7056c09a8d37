/** Window Management (W3C), which browsers have for a secure context alone: the speaker's own machine is one. */
interface ScreenDetails {
  currentScreen: object;
  screens: { availLeft: number; availTop: number; availWidth: number; availHeight: number }[];
}
type WithScreens = Window & { getScreenDetails?(): Promise<ScreenDetails> };

const NAME = 'talk-screen';

/** Opens the slides in a window of their own: on the other display when there is one, and in the same window when it is open already. */
export async function openScreen(): Promise<void> {
  const details = await (window as WithScreens).getScreenDetails?.().catch(() => null);
  const other = details?.screens.find((screen) => screen !== details.currentScreen);
  const place = other
    ? `,left=${other.availLeft},top=${other.availTop},width=${other.availWidth},height=${other.availHeight}`
    : '';
  open('./', NAME, `popup${place}`);
}
