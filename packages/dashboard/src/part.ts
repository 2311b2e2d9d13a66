/**
 * A name as one part of an address. "." and ".." would be taken for steps, however they are written ("%2E" too), so the collector knows them
 * as "~." and "~.."; "-" stands for no account, so what is called so is "~-".
 */
export const part = (name: string): string => encodeURIComponent(/^~*(\.{1,2}|-)$/.test(name) ? `~${name}` : name);

/** The account of a person in an address of the dashboard: "-" for none. */
export const holder = (account: string): string => (account === '' ? '-' : /^~*-$/.test(account) ? `~${account}` : account);
/** The account that such a part means. */
export const held = (given: string): string => (given === '-' ? '' : given.replace(/^~(~*-)$/, '$1'));
