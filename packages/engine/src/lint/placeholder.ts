import { FORM } from '../texts/slot';
import { both, type Rule, type Said } from './rule';
import { slotsOf, textsOf, type Slot } from './texts';

const SOURCES = ['trait', 'account', 'link'];
const FORMATS = ['number', 'date', 'plural'];
const STYLES = ['short', 'medium', 'long', 'full'];
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];
/** Cause → what is said of it. {…} are the arguments. */
const SAID: Record<string, [en: Said, ja: Said]> = {
  open: [
    {
      what: 'A placeholder is not closed: {slot}',
      why: 'Two braces are open and no two close them, or braces inside do not pair.',
      next: 'Write {{trait.name}}, or \\{{ (in JSON \\\\{{) for two braces that are meant as such.',
    },
    {
      what: '閉じていないプレースホルダーがあります:{slot}',
      why: '「{{」に対する「}}」がないか、中の波括弧の数が合っていません。',
      next: '{{trait.name}} のように書くか、波括弧そのものなら \\{{(JSON では \\\\{{)と書いてください。',
    },
  ],
  single: [
    {
      what: 'A placeholder has one brace instead of two: {slot}',
      why: 'It would be shown as it stands.',
      next: 'Write two braces on both sides: {{trait.name}}.',
    },
    {
      what: '波括弧が1つだけのプレースホルダーです:{slot}',
      why: 'このままの文字で表示されます。',
      next: '両側に2つずつ書いてください:{{trait.name}}',
    },
  ],
  shape: [
    {
      what: '{slot} is no placeholder.',
      why: 'It does not say whose value is meant, or has a brace too many.',
      next: 'Write {{trait.name}}, {{account.name}} or {{link./path}}, with a word for when there is none: {{trait.name|friend}}.',
    },
    {
      what: '{slot} はプレースホルダーとして読めません。',
      why: '誰の値かが書かれていないか、波括弧が多すぎます。',
      next: '{{trait.name}}、{{account.name}}、{{link./path}} のように書いてください。値がないときの言葉は {{trait.name|お客}} のように添えます。',
    },
  ],
  source: [
    {
      what: 'There is nothing called "{name}" in {slot}.',
      why: 'Texts know traits of the person, traits of the account, and links.',
      next: 'Write one of: {known}.',
    },
    {
      what: '{slot} の「{name}」というものはありません。',
      why: '文で使えるのは、本人の属性、契約の属性、リンクだけです。',
      next: '次のどれかにしてください:{known}',
    },
  ],
  format: [
    {
      what: 'There is no format "{name}" in {slot}.',
      why: 'A typing error, or a format of another library.',
      next: 'Write one of: {known}; or leave it out.',
    },
    {
      what: '{slot} の「{name}」という書式はありません。',
      why: '打ち間違いか、別のライブラリの書式です。',
      next: '次のどれかにするか、書式を取り除いてください:{known}',
    },
  ],
  style: [
    {
      what: '"{name}" is no style of a {format}: {slot}',
      why: 'Dates have four styles; numbers have none.',
      next: 'Write a date as short, medium, long or full; leave the style of a number out.',
    },
    {
      what: '「{name}」は {format} の書き方にありません:{slot}',
      why: '日付の書き方は4つ、数値にはありません。',
      next: '日付は short、medium、long、full のどれかに。数値では取り除いてください。',
    },
  ],
  form: [
    {
      what: '"{name}" is no form of a plural: {slot}',
      why: 'Forms are named as Unicode names them; exact numbers as =0.',
      next: 'Write one of: {known}; or an exact number such as =0.',
    },
    {
      what: '「{name}」は複数形の区分にありません:{slot}',
      why: '区分は Unicode の名前で、ちょうどの数は =0 のように書きます。',
      next: '次のどれかか、=0 のような数にしてください:{known}',
    },
  ],
  other: [
    {
      what: 'A plural has no form "other": {slot}',
      why: 'Every language needs it: it is what all other numbers take.',
      next: 'Add it: {{trait.open, plural, one {# invoice} other {# invoices}}}.',
    },
    {
      what: '複数形に「other」がありません:{slot}',
      why: 'どの言語でも、ほかの区分に当たらない数のために必要です。',
      next: '加えてください:{{trait.open, plural, other {#件}}}',
    },
  ],
};

interface Found {
  cause: string;
  name?: string;
  known?: readonly string[];
}
function faultOf({ source, format, style }: Slot): Found | undefined {
  if (!SOURCES.includes(source)) return { cause: 'source', name: source, known: SOURCES };
  if (format && !FORMATS.includes(format)) return { cause: 'format', name: format, known: FORMATS };
  const word = style.trim();
  if (format === 'number' && word) return { cause: 'style', name: word };
  if (format === 'date' && word && !STYLES.includes(word)) return { cause: 'style', name: word, known: STYLES };
  if (format !== 'plural') return undefined;
  const keys = [...style.matchAll(FORM)].map(([, key = '']) => key);
  const odd = keys.find((key) => !FORMS.includes(key) && !key.startsWith('=')) ?? style.replace(FORM, '').trim();
  return odd ? { cause: 'form', name: odd, known: FORMS } : keys.includes('other') ? undefined : { cause: 'other' };
}

export const placeholder: Rule = {
  code: 'lint.placeholder',
  severity: 'error',
  title: { en: 'A placeholder that cannot be filled', ja: '埋められないプレースホルダー' },
  example: { shirube: 1, content: [{ kind: 'banner', id: 'hi', body: 'Hello {{trai.name}}' }] },
  texts(args) {
    // Two braces in a sentence are meant as such.
    const put = (text: string) =>
      text.replace(/(^|[^{])\{(\w+)\}(?!\})/g, (_, before: string, name: string) => before + (args[name] ?? ''));
    const [en, ja] = (SAID[args['cause'] ?? ''] ?? []).map(({ what, why, next }): Said => ({
      what: put(what),
      why: put(why),
      next: put(next),
    }));
    const none: Said = { what: '', why: '', next: '' };
    return both(en ?? none, ja ?? none);
  },
  check(look, report) {
    for (const { words, path, filled } of textsOf(look)) {
      if (!filled) continue;
      const { slots, broken, rest } = slotsOf(words);
      const said = (slot: string, { cause, name = '', known = [] }: Found, format = '') =>
        report(path, { cause, slot: slot.slice(0, 80), name, format, ...(known.length && { known: known.join(', ') }) });
      for (const slot of slots) {
        const fault = faultOf(slot);
        if (fault) said(slot.whole, fault, slot.format);
      }
      for (const whole of broken) said(whole, { cause: 'shape' });
      const open = /\{\{[^]{0,40}/.exec(rest)?.[0];
      const single = /\{\s*(?:trait|account|link)\.[^}]*\}?/.exec(rest)?.[0];
      if (open !== undefined) said(open, { cause: 'open' });
      else if (single !== undefined) said(single, { cause: 'single' });
    }
  },
};
