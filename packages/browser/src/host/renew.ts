import type { Core } from './start';

/** Asks the app's own function for a new token. Resolves to true when there is one. Several refusals at once ask once. */
export function createRenewal({ token, options, report }: Pick<Core, 'token' | 'options' | 'report'>) {
  let asking: Promise<boolean> | undefined;
  return (): Promise<boolean> =>
    (asking ??= (async () => {
      try {
        const next = await options.token?.();
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
