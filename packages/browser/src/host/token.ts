/** The short-lived proof of who the person is. Only in memory. */
export function createToken() {
  let token: string | undefined;
  return { value: () => token, set: (next?: string) => void (token = next) };
}
export type Token = ReturnType<typeof createToken>;
