/** What the customer wants done. */
export const ORDERS: Record<string, string> = {
  clock: '51330',
  page: '# Think *small*',
  compiler: 'export const small: boolean = true;',
};

/** Who can do what: one shop for all, and one for each. */
export const SHOPS: Record<string, string[]> = {
  office: Object.keys(ORDERS),
  clock: ['clock'],
  page: ['page'],
  compiler: ['compiler'],
};
