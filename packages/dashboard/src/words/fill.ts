/** A text with its values; English words follow the number `n` by `{s}` ("1 day", "2 days") and `{are}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  const one = String(values['n']) === '1';
  const all: Record<string, string | number> = { s: one ? '' : 's', are: one ? 'is' : 'are', ...values };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(all[name] ?? whole));
}
