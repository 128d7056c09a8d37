/** The name under which a device of the audience is known to everybody: nobody types one, so nobody has to read what others type. Pure. */

const words = (text: string): string[] => text.trim().split(/\s+/);

const FIRST = words(`
  Operator Captain Professor Doctor Sister Brother Uncle Aunt Cousin Agent Baker Barber Cook Driver
  Farmer Fisher Guard Guide Hunter Juggler Keeper Knight Mason Miller Miner Nurse Painter Pilot
  Plumber Porter Poet Ranger Sailor Scout Scribe Shepherd Smith Tailor Teacher Trader Tuner Usher
  Waiter Warden Weaver Welder Wizard Witness
`);
const SECOND = words(`
  Malibu Maxima Mammoth Papyrus Pumpkin Turnip Walnut Pepper Ginger Marble Copper Cobalt Velvet
  Thunder Pebble Lantern Kettle Teapot Biscuit Pretzel Noodle Waffle Muffin Crumpet Cactus Clover
  Fennel Juniper Maple Willow Otter Badger Heron Falcon Lobster Walrus Weasel Wombat Yak Zebra Comet
  Saturn Neptune Orbit Quartz Tundra Meadow Harbour
`);

/** The same name for the same `device`, 12 hexadecimal digits, at any time and in any process. */
export function nicknameOf(device: string): string {
  const at = (from: number, of: readonly string[]) => of[Number.parseInt(device.slice(from, from + 6), 16) % of.length];
  return `${at(0, FIRST)} ${at(6, SECOND)}`;
}
