import type { Token } from './token';

/** Asks the app's own function for a new token. Resolves to true when there is one. Several refusals at once ask once. */
export function createRenewal(token: Token, ask: () => (() => string | Promise<string>) | undefined, report: (error: unknown) => void) {
  let asking: Promise<boolean> | undefined;
  return (): Promise<boolean> =>
    (asking ??= (async () => {
      try {
        const next = await ask()?.();
        const fresh = !!next && next !== token.value();
        if (next) token.set(next);
        return fresh;
      } catch (error) {
        report(error);
        return false;
      } finally {
        asking = undefined;
      }
    })());
}
