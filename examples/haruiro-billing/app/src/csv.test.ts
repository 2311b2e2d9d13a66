import { expect, test } from 'vitest';
import { decodeCsv, invoicesOf, parseCsv } from './csv';

const head = '取引先,発行日,支払期限,品目,数量,単価,税率';

test('a field with commas, quotes and line breaks survives', () => {
  expect(parseCsv('\uFEFFa,"b, ""c""\r\nd"\r\n\r\n,\r\n')).toEqual([['a', 'b, "c"\nd']]);
});

test('neighbouring rows for one client and date become one invoice', () => {
  const { invoices, rowCount, errors } = invoicesOf(
    `${head}\nA,2026/6/1,2026-06-30,本,2,"1,200",8\nA,2026-06-01,2026-06-30,箱,1,300,10%\nB,2026-06-01,2026-06-30,箱,1,300,10\n`,
  );
  expect(errors).toEqual([]);
  expect(rowCount).toBe(3);
  expect(invoices.map(({ clientName, issuedOn, lines }) => [clientName, issuedOn, lines.length])).toEqual([
    ['A', '2026-06-01', 2],
    ['B', '2026-06-01', 1],
  ]);
  expect(invoices[0]?.lines[0]).toEqual({ description: '本', quantity: 2, unitPrice: 1200, rate: 8 });
});

test('a person is told which row of the spreadsheet is wrong and why', () => {
  const rows = [
    ',2026-06-01,2026-06-30,本,1,1,10',
    'A,June,2026-06-30,本,1,1,10',
    'A,2026-06-01,2026-06-30,,1,1,10',
    'A,2026-06-01,2026-06-30,本,x,1,10',
    'A,2026-06-01,2026-06-30,本,1,1,5',
  ];
  expect(invoicesOf([head, ...rows].join('\n')).errors).toEqual([
    { row: 2, reason: 'client' },
    { row: 3, reason: 'date' },
    { row: 4, reason: 'item' },
    { row: 5, reason: 'number' },
    { row: 6, reason: 'rate' },
  ]);
  expect(invoicesOf('name,amount\nA,1').errors).toEqual([{ row: 1, reason: 'columns' }]);
});

test('a file from an older spreadsheet, in Shift_JIS, reads the same', () => {
  const shiftJis = new Uint8Array([0x8e, 0xe6, 0x88, 0xf8, 0x90, 0xe6]);
  expect(decodeCsv(shiftJis.buffer)).toBe('取引先');
  expect(decodeCsv(new TextEncoder().encode('取引先').buffer as ArrayBuffer)).toBe('取引先');
});
