import type { Language, Text } from '../words';

/** Reasons for which a value or a call is refused: what is wrong, and what to type. */
const reasons: Readonly<Record<string, Text>> = {
  empty: { ja: '入力してください。', en: 'Please fill this in.' },
  'no-t': {
    ja: '登録番号は「T」で始まります。先頭に T を付けてください。',
    en: 'A registration number starts with “T”. Put a T in front.',
  },
  'not-digits': { ja: 'T の後ろは数字だけにしてください。', en: 'Only digits may follow the T.' },
  'too-short': { ja: '数字が足りません。T の後に 13 桁を入力してください。', en: 'There are digits missing: type 13 digits after the T.' },
  'too-long': { ja: '数字が多すぎます。T の後は 13 桁です。', en: 'There are too many digits: 13 follow the T.' },
  'postal-code': { ja: '郵便番号は 123-4567 の形で入力してください。', en: 'Type the postal code like 123-4567.' },
  phone: { ja: '電話番号は 03-1234-5678 の形で入力してください。', en: 'Type the phone number like 03-1234-5678.' },
  email: { ja: 'メールアドレスは name@example.jp の形で入力してください。', en: 'Type an e-mail address like name@example.jp.' },
  'account-number': {
    ja: '口座番号は 7 桁の数字です。足りないときは先頭に 0 を付けてください。',
    en: 'An account number has 7 digits. Put zeros in front if it is shorter.',
  },
  kana: { ja: '口座名義は全角カタカナで入力してください。', en: 'Type the account holder in katakana (or Latin letters).' },
  choice: { ja: 'どれか一つを選んでください。', en: 'Please choose one.' },
  number: { ja: '数字で入力してください。', en: 'Please type a number.' },
  date: { ja: '日付を入力してください。', en: 'Please enter a date.' },
  unknown: { ja: '一覧から選んでください。', en: 'Please choose from the list.' },
  twice: { ja: 'このメールアドレスはもう招待されています。', en: 'This address has been invited already.' },
  'too-much': { ja: '長すぎます。短くしてください。', en: 'This is too long. Please shorten it.' },
  offline: {
    ja: 'サーバーに接続できませんでした。通信を確かめて、もう一度お試しください。',
    en: 'The server could not be reached. Check the connection and try again.',
  },
  internal: {
    ja: '保存できませんでした。少し待って、もう一度お試しください。',
    en: 'This could not be saved. Wait a moment and try again.',
  },
  invalid: { ja: '赤く示した欄を直してください。', en: 'Please correct the fields marked in red.' },
  'already-sent': { ja: 'この請求書はもう送付されています。', en: 'This invoice has been sent already.' },
  'not-sent': { ja: '下書きには入金を記録できません。先に送付してください。', en: 'A draft cannot be paid. Send it first.' },
};

export const errorText = (reason: string, language: Language): string =>
  (reasons[reason] ?? { ja: '入力を確かめてください。', en: 'Please check this.' })[language];
