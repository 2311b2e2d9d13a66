/** The short-lived proof of who the person is. Only in memory; renewed by the app's own function. */
export function createToken(ask: () => (() => string | Promise<string>) | undefined, report: (error: unknown) => void) {
  let token: string | undefined;
  let asking: Promise<boolean> | undefined;
  return {
    value: () => token,
    set: (next: string | undefined) => void (token = next),
    clear: () => void (token = undefined),
    /** Resolves to true when there is a new token. Several refusals at once ask once. */
    refresh: (): Promise<boolean> =>
      (asking ??= (async () => {
        try {
          const next = await ask()?.();
          const fresh = !!next && next !== token;
          if (next) token = next;
          return fresh;
        } catch (error) {
          report(error);
          return false;
        } finally {
          asking = undefined;
        }
      })()),
  };
}
