import type { Table } from './route';

/**
 * RFC 4180 with a byte-order mark, so that spreadsheets read Japanese. A cell that a spreadsheet would run as a formula
 * gets a leading apostrophe; Japanese ones read the wide signs too.
 */
export const toCsv = ({ columns, rows }: Table): string =>
  `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of a CSV text; quotes, line breaks inside quotes and a byte-order mark are understood. */
export function fromCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  const body = text.replace(/^\uFEFF/, '');
  for (let i = 0; i < body.length; i++) {
    const c = body[i] ?? '';
    if (quoted) {
      if (c !== '"') value += c;
      else if (body[i + 1] === '"') value += body[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') {
      row.push(value);
      value = '';
      if (c === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (c !== '\r') value += c;
  }
  if (value || row.length) rows.push([...row, value]);
  return rows.filter((r) => r.some((v) => v.trim()));
}
