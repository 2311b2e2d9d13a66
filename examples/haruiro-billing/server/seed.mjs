/**
 * @typedef {import('../shared/model').Books} Books
 * @typedef {import('../shared/model').Invoice} Invoice
 * @typedef {import('../shared/totals.mjs').Line} Line
 */
import { totalsOf } from '../shared/totals.mjs';

const DAY = 86_400_000;
/** @param {Date} now @param {number} days @returns {string} YYYY-MM-DD */
const dayBefore = (now, days) => new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);

/** @returns {Books} an account in which nothing was done yet */
export const emptyBooks = () => ({
  settings: {},
  clients: [],
  invoices: [],
  payments: [],
  recurring: [],
  members: [],
  csvImports: 0,
  nextInvoice: 1,
});

/** @type {[string, string, string, string][]} name, contact, e-mail, address */
const clients = [
  ['株式会社ひばり印刷', '高橋 直人', 'takahashi@hibari.example', '東京都文京区小石川 3-2-1'],
  ['みどり食品株式会社', '森 千春', 'mori@midori.example', '埼玉県川口市本町 4-5-6'],
  ['合同会社つばめ企画', '岡田 光', 'okada@tsubame.example', '神奈川県鎌倉市御成町 8-1'],
  ['はるかぜ不動産', '渡辺 真央', 'watanabe@harukaze.example', '千葉県船橋市湊町 2-7-3'],
  ['北斗システム株式会社', '石井 慎', 'ishii@hokuto.example', '北海道札幌市中央区北 1-4'],
];

/** @type {[number, number, Line[]][]} client, days ago, lines */
const history = [
  [0, 152, [{ description: '運送費(4 月分)', quantity: 1, unitPrice: 186000, rate: 10 }]],
  [
    1,
    131,
    [
      { description: '冷蔵配送', quantity: 22, unitPrice: 7800, rate: 10 },
      { description: '試食用食品', quantity: 40, unitPrice: 320, rate: 8 },
    ],
  ],
  [2, 118, [{ description: '展示会 搬入出', quantity: 2, unitPrice: 64000, rate: 10 }]],
  [0, 92, [{ description: '運送費(6 月分)', quantity: 1, unitPrice: 204500, rate: 10 }]],
  [3, 74, [{ description: '移転作業一式', quantity: 1, unitPrice: 318000, rate: 10 }]],
  [1, 61, [{ description: '冷蔵配送', quantity: 26, unitPrice: 7800, rate: 10 }]],
  [4, 48, [{ description: '機器輸送・設置', quantity: 3, unitPrice: 58000, rate: 10 }]],
  [0, 41, [{ description: '運送費(8 月分)', quantity: 1, unitPrice: 197300, rate: 10 }]],
  [2, 20, [{ description: '定期便', quantity: 8, unitPrice: 12500, rate: 10 }]],
  [1, 12, [{ description: '冷蔵配送', quantity: 24, unitPrice: 7800, rate: 10 }]],
  [3, 2, [{ description: '保管料', quantity: 1, unitPrice: 45000, rate: 10 }]],
];

/** @param {Books} books @param {boolean} complete without it the registration number is still missing */
function addSettings(books, complete) {
  books.settings = {
    company: {
      'company-name': 'ミナト物流株式会社',
      representative: '港 颯太',
      'postal-code': '231-0001',
      address: '神奈川県横浜市中区新港 1-2-3',
      phone: '045-000-1234',
    },
    bank: {
      'bank-name': 'はるいろ銀行',
      'branch-name': '本店',
      'account-type': 'ordinary',
      'account-number': '1234567',
      'account-holder': 'ミナトブツリユウ(カ',
    },
    'tax-rounding': { rounding: 'floor' },
    sender: {
      'sender-name': '経理部 請求担当',
      department: '経理部',
      'sender-postal-code': '231-0001',
      'sender-address': '神奈川県横浜市中区新港 1-2-3',
      'sender-email': 'billing@minato.example',
    },
  };
  if (complete) books.settings['registration-number'] = { 'registration-number': 'T1234567890123' };
}

/**
 * @param {'empty' | 'nearly' | 'busy'} kind nearly: all but the registration number is set; busy: months of invoices
 * @param {Date} now
 * @param {string} company the name that goes into the company profile
 * @returns {Books}
 */
export function seedBooks(kind, now, company) {
  const books = emptyBooks();
  if (kind === 'empty') return books;
  addSettings(books, kind === 'busy');
  if (books.settings.company) books.settings.company['company-name'] = company;
  const rows = kind === 'busy' ? history : history.slice(-3);
  clients.forEach(([name, contact, email, address], index) => books.clients.push({ id: `c${index + 1}`, name, contact, email, address }));
  rows.forEach(([client, days, lines], index) => {
    const late = index === rows.length - 3;
    /** @type {Invoice['status']} */
    const status = days > 45 ? 'paid' : days < 5 ? 'draft' : 'sent';
    const id = `i${index + 1}`;
    books.invoices.push({
      id,
      number: `INV-${String(index + 1).padStart(4, '0')}`,
      clientId: `c${client + 1}`,
      issuedOn: dayBefore(now, days),
      dueOn: dayBefore(now, days - (late ? 14 : 30)),
      lines,
      note: '',
      rounding: 'floor',
      status,
      ...(status === 'draft' ? {} : { sentAt: new Date(now.getTime() - days * DAY).toISOString() }),
    });
    if (status === 'paid')
      books.payments.push({
        id: `p${index + 1}`,
        invoiceId: id,
        amount: totalsOf(lines, 'floor').total,
        paidOn: dayBefore(now, days - 27),
        method: 'transfer',
      });
  });
  books.nextInvoice = rows.length + 1;
  if (kind === 'busy')
    books.recurring.push({ id: 'r1', clientId: 'c1', title: '運送費(月次)', amount: 190000, rate: 10, day: 25, enabled: true });
  return books;
}
