import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { createShirube, type Options, type Shirube } from 'shirube';

const Context = createContext<Shirube | undefined>(undefined);

/**
 * One instance for the app. It is made in an effect, so nothing runs on a server, and StrictMode's second mount is harmless: the
 * first instance is shut down before the second begins, and both read the same stored progress.
 */
export function ShirubeProvider({ options, children }: { options: Options; children: ReactNode }) {
  const [shirube, setShirube] = useState<Shirube>();
  useEffect(() => {
    // The chunks lie in /shirube/ (see vite.config.ts), not beside the bundle.
    const instance = createShirube(options, { base: '/shirube/' });
    setShirube(instance);
    return () => instance.shutdown();
  }, [options]);
  return <Context value={shirube}>{children}</Context>;
}

/** Undefined until the page is mounted: call it as `shirube?.track(…)`. */
export const useShirube = (): Shirube | undefined => useContext(Context);

/** Tells who is signed in, once per user and instance. */
export function useIdentify(user: string | undefined): void {
  const shirube = useShirube();
  useEffect(() => {
    if (shirube && user) void shirube.identify(user);
  }, [shirube, user]);
}
