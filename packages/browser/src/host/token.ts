/** The short-lived proof of who the person is. Only in memory. */
export interface Token {
  value: string | undefined;
}
