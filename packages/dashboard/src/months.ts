/** The last `n` calendar months of a time zone, the current one first: "2026-06". */
export function lastMonths(now: number, timeZone: string, n: number): string[] {
  const [year = 0, month = 1] = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit' })
    .format(now)
    .split('-')
    .map(Number);
  return Array.from({ length: n }, (_, i) => new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7));
}
