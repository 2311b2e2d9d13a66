import type { Who } from './identity';

/** Where a choice of a person is kept, in whatever account: beside their states, so that it goes with them. */
export const choiceKey = ({ user, anon }: Who, name: string): string => `s|${encodeURIComponent(user ?? `~${anon}`)}||${name}`;
/** Where a person's state is kept. */
export const stateKey = ({ user, account, anon }: Who): string =>
  `s|${encodeURIComponent(user ?? `~${anon}`)}|${encodeURIComponent(account ?? '')}`;
