/** The knobs of toaster A, and their settings. Three of each four settings are fine; they are documented in a wiki. */
export const KNOBS: Record<string, string[]> = {
  SLOTS: ['1', '2', '4', 'two'],
  HEATER: ['coil', 'quartz', 'halogen', 'steam'],
  LOCALE: ['en', 'sv', 'de', 'en_UK!'],
  TIME_ZONE: ['UTC', 'Europe/Stockholm', 'America/Chicago', 'Mars/Olympus'],
  TIMER_MS: ['20', '30', '50', '1m'],
  BROWNING: ['1', '3', '5', '11'],
  DEGREES: ['C', 'F', 'K', 'hot'],
  SPRING: ['1', '2', '5', '0'],
  RETRIES: ['0', '1', '3', '-1'],
  CODEC: ['utf8', 'latin1', 'ascii', 'rye'],
  PRECISION: ['0', '1', '2', '101'],
  CRUMBS: ['crumbs', 'tray', '/dev/null', '/mnt/tray/crumbs'],
};

export type Settings = Record<string, string>;

/** Every knob turned to somewhere. */
export const twiddled = (chance: () => number): Settings =>
  Object.fromEntries(
    Object.entries(KNOBS).map(([knob, settings]) => [knob, settings[Math.floor(chance() * settings.length)] as string]),
  );
