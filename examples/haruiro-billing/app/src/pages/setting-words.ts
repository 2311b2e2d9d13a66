import type { SettingItem } from '../../../shared/settings.mjs';
import type { Text } from '../words';

export const settingTitles: Readonly<Record<SettingItem, Text>> = {
  company: { ja: '会社情報', en: 'Company profile' },
  'registration-number': { ja: '登録番号', en: 'Registration number' },
  bank: { ja: '振込先口座', en: 'Bank account' },
  'tax-rounding': { ja: '消費税の端数処理', en: 'Tax rounding' },
  sender: { ja: '差出人', en: 'Sender' },
};

export const settingLeads: Readonly<Record<SettingItem, Text>> = {
  company: { ja: '請求書の右上に印字される、発行者の情報です。', en: 'Who issues the invoice: printed at its top right.' },
  'registration-number': {
    ja: '適格請求書(インボイス)に必要な、T で始まる番号です。',
    en: 'The number starting with T that a qualified invoice must carry.',
  },
  bank: { ja: '取引先に振り込んでもらう口座です。', en: 'The account that clients transfer to.' },
  'tax-rounding': {
    ja: '税率ごとの消費税に 1 円未満が出たときの扱いです。',
    en: 'What happens to a part of a yen in the tax of each rate.',
  },
  sender: { ja: '請求書を送るときの差出人と返信先です。', en: 'Whose name and address invoices are sent from.' },
};

/** Label, example and width of each field; the rules are in `shared/settings.mjs`. */
export const fieldWords: Readonly<
  Record<string, { label: Text; hint?: Text; example?: string; width?: 6 | 4 | 3 | 2; autocomplete?: string; numeric?: boolean }>
> = {
  'company-name': {
    label: { ja: '会社名・屋号', en: 'Company or trade name' },
    example: '株式会社はるいろ',
    autocomplete: 'organization',
    width: 4,
  },
  representative: { label: { ja: '代表者', en: 'Representative' }, example: '春野 彩', autocomplete: 'name', width: 2 },
  'postal-code': {
    label: { ja: '郵便番号', en: 'Postal code' },
    example: '101-0051',
    autocomplete: 'postal-code',
    width: 2,
    numeric: true,
  },
  address: { label: { ja: '住所', en: 'Address' }, example: '東京都千代田区神田神保町 1-2-3', autocomplete: 'street-address', width: 4 },
  phone: { label: { ja: '電話番号', en: 'Phone' }, example: '03-1234-5678', autocomplete: 'tel', width: 3, numeric: true },
  'registration-number': {
    label: { ja: '登録番号', en: 'Registration number' },
    hint: {
      ja: 'T と 13 桁の数字。ハイフンや全角のままでもかまいません。',
      en: 'T and 13 digits. Hyphens and full-width characters are fine.',
    },
    example: 'T1234567890123',
  },
  'bank-name': { label: { ja: '銀行名', en: 'Bank' }, example: 'はるいろ銀行', width: 3 },
  'branch-name': { label: { ja: '支店名', en: 'Branch' }, example: '神保町支店', width: 3 },
  'account-type': { label: { ja: '口座種別', en: 'Account type' }, width: 2 },
  'account-number': {
    label: { ja: '口座番号', en: 'Account number' },
    hint: { ja: '7 桁の数字', en: '7 digits' },
    example: '0123456',
    width: 4,
    numeric: true,
  },
  'account-holder': {
    label: { ja: '口座名義', en: 'Account holder' },
    hint: { ja: '全角カタカナ', en: 'In katakana, as the bank has it' },
    example: 'カ)ハルイロ',
  },
  'sender-name': { label: { ja: '差出人名', en: 'Sender name' }, example: '経理担当 春野', width: 3 },
  department: { label: { ja: '部署', en: 'Department' }, example: '経理部', width: 3 },
  'sender-postal-code': { label: { ja: '郵便番号', en: 'Postal code' }, example: '101-0051', width: 2, numeric: true },
  'sender-address': { label: { ja: '差出人住所', en: 'Sender address' }, example: '東京都千代田区神田神保町 1-2-3', width: 4 },
  'sender-email': {
    label: { ja: '返信先メールアドレス', en: 'Reply-to address' },
    example: 'billing@haruiro.example',
    autocomplete: 'email',
  },
};

export const accountTypes: Readonly<Record<'ordinary' | 'current', Text>> = {
  ordinary: { ja: '普通', en: 'Ordinary' },
  current: { ja: '当座', en: 'Current' },
};
