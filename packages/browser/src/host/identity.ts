import type { QuickStore } from './store';

/** Who is in front of this browser. Events carry the identity of the moment at which they happened. */
export interface Who { anon: string; user?: string; account?: string }

/** An id is a string of 1 to 256 characters; anything else is refused, since it would merge people. */
export const goodId = (id: unknown): id is string => typeof id === 'string' && id.length > 0 && id.length <= 256;

export function createIdentity(quick: QuickStore, mint: () => string) {
  const read = (): Who => {
    const found = quick.get('id') as Who | undefined;
    const who: Who = { anon: goodId(found?.anon) ? found.anon : mint() };
    if (goodId(found?.user)) who.user = found.user;
    if (goodId(found?.account)) who.account = found.account;
    return who;
  };
  let who = read();
  const set = (next: Who): Who => {
    quick.put('id', (who = next));
    return who;
  };
  return {
    who: () => who,
    save: () => set(who),
    /** True when somebody else was known before: then nothing of theirs may go on. */
    identify(user: string): boolean {
      const other = who.user !== undefined && who.user !== user;
      // One anonymous id is never linked to two users.
      if (other) set({ anon: mint(), user });
      else if (who.user !== user) set({ ...who, user });
      return other;
    },
    group(account: string): void {
      if (who.account !== account) set({ ...who, account });
    },
    reset: () => set({ anon: mint() }),
  };
}
