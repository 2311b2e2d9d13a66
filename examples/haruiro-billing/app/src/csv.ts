import type { InvoiceInput } from '../../shared/model';
import { numberOf } from './format';

/** A row that cannot be used: where, and why. `row` counts from 1 and includes the heading, as a spreadsheet shows it. */
export interface RowError {
  row: number;
  reason: 'columns' | 'client' | 'date' | 'item' | 'number' | 'rate';
}

/** Rows and fields of a CSV text (RFC 4180: quotes, doubled quotes, line breaks inside quotes; a BOM is dropped). */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (quoted) {
      if (char !== '"') field += char;
      else if (source[at + 1] === '"') ((field += '"'), at++);
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') (row.push(field), (field = ''));
    else if (char === '\n') (rows.push([...row, field]), (row = []), (field = ''));
    else field += char;
  }
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

const headings = {
  client: ['取引先', 'client'],
  issued: ['発行日', 'issued'],
  due: ['支払期限', 'due'],
  item: ['品目', 'item'],
  quantity: ['数量', 'quantity'],
  price: ['単価', 'unit price'],
  rate: ['税率', 'tax rate'],
} as const;
type Column = keyof typeof headings;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const dayOf = (text: string): string =>
  text
    .trim()
    .replace(
      /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
      (_, y: string, m: string, d: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
    );

/** Invoices out of a CSV text. Neighbouring rows with one client and the same two dates become the lines of one invoice. */
export function invoicesOf(text: string): { invoices: InvoiceInput[]; rowCount: number; errors: RowError[] } {
  const [head = [], ...rows] = parseCsv(text);
  const names = head.map((name) => name.trim().toLowerCase());
  const place = Object.fromEntries(
    Object.entries(headings).map(([column, known]) => [column, names.findIndex((name) => (known as readonly string[]).includes(name))]),
  ) as Record<Column, number>;
  if (Object.values(place).some((index) => index < 0))
    return { invoices: [], rowCount: rows.length, errors: [{ row: 1, reason: 'columns' }] };
  const invoices: InvoiceInput[] = [];
  const errors: RowError[] = [];
  rows.forEach((cells, index) => {
    const cell = (column: Column): string => (cells[place[column]] ?? '').trim();
    const [issuedOn, dueOn, quantity, unitPrice, rate] = [
      dayOf(cell('issued')),
      dayOf(cell('due')),
      numberOf(cell('quantity')),
      numberOf(cell('price')),
      numberOf(cell('rate')),
    ];
    const reason = !cell('client')
      ? 'client'
      : !isDay(issuedOn) || !isDay(dueOn)
        ? 'date'
        : !cell('item')
          ? 'item'
          : !(quantity > 0) || !Number.isFinite(unitPrice)
            ? 'number'
            : rate !== 10 && rate !== 8
              ? 'rate'
              : undefined;
    if (reason) return void errors.push({ row: index + 2, reason });
    const line = { description: cell('item'), quantity, unitPrice, rate: rate === 8 ? 8 : 10 } as const;
    const last = invoices.at(-1);
    if (last && last.clientName === cell('client') && last.issuedOn === issuedOn && last.dueOn === dueOn) last.lines.push(line);
    else invoices.push({ clientName: cell('client'), issuedOn, dueOn, lines: [line], note: '' });
  });
  return { invoices, rowCount: rows.length, errors };
}

/** The text of a file: UTF-8, or else Shift_JIS, which spreadsheets in Japan still write. */
export function decodeCsv(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}
