import type { QuickStore } from './store';

/** Who is in front of this browser. Events carry the identity of the moment at which they happened. */
export interface Who {
  anon: string;
  user?: string;
  account?: string;
}

/** An id is a string of 1 to 256 characters; anything else, and half of a character, is refused, since it would merge people. */
export const goodId = (id: unknown): id is string => typeof id === 'string' && /^\P{Cs}{1,256}$/u.test(id);

export function createIdentity(quick: QuickStore, mint: () => string) {
  const read = (): Who => {
    const found = quick.get('id') as Who | undefined;
    return found?.anon ? found : { anon: mint() };
  };
  let known: Who | undefined;
  /** Read when it is first asked for: storage answers slowly, and the page waits while the script is evaluated. */
  const who = (): Who => (known ??= read());
  const set = (next: Who): Who => {
    quick.put('id', (known = next));
    return next;
  };
  return {
    who,
    save: () => set(who()),
    /** True when somebody else was known before: then nothing of theirs may go on. */
    identify(user: string): boolean {
      const now = who();
      const other = !!now.user && now.user !== user;
      // One anonymous id is never linked to two users.
      set(other ? { anon: mint(), user } : { ...now, user });
      return other;
    },
    group(account: string): void {
      set({ ...who(), account });
    },
    reset: () => set({ anon: mint() }),
  };
}
