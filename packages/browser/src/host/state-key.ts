import type { Who } from './identity';

/** Where a person's state is kept. */
export const stateKey = ({ user, account, anon }: Who): string => `s|${encodeURIComponent(user ?? `~${anon}`)}|${encodeURIComponent(account ?? '')}`;
