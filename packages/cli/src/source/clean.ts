/** Text from a file as it may stand in a terminal: no control characters, no escape sequences, no invisible reversals of direction. */
export const clean = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '\u00b7').replace(/[\t\n]/g, ' ');

/** A value in a sentence: short, on one line. */
export function brief(value: unknown, most = 60): string {
  let text: string;
  try {
    text =
      typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function'
        ? String(value)
        : (JSON.stringify(value) ?? 'undefined');
  } catch {
    text = String(value);
  }
  const short = [...clean(text.slice(0, most * 4))];
  return short.length > most ? `${short.slice(0, most - 1).join('')}…` : short.join('');
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;
/** Columns in a terminal: East Asian characters take two. */
export const columns = (text: string): number => [...text].reduce((sum, c) => sum + (wide.test(c) ? 2 : 1), 0);
export const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)));
