import type { Core } from './start';

/** Asks the app's own function for a token instead of the refused one. Resolves to true when there is a new one. Several refusals at once ask once. */
export function createRenewal({ token, options, report }: Pick<Core, 'token' | 'options' | 'report'>) {
  let asking: Promise<boolean> | undefined;
  return async (refused: string | undefined): Promise<boolean> =>
    // It may have come while the request with the old one was on its way.
    token.value !== refused ||
    (asking ??= (async () => {
      token.value = (await options.token?.()) || token.value;
      return token.value !== refused;
    })()
      .catch((error: unknown) => {
        report(error);
        return false;
      })
      .finally(() => {
        asking = undefined;
      }));
}
