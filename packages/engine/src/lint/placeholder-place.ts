import { both, type Rule } from './rule';
import { slotsOf, textsOf } from './texts';

export const placeholderPlace: Rule = {
  code: 'lint.placeholder-place',
  severity: 'warning',
  title: { en: 'A placeholder where nothing is filled', ja: '埋められない場所のプレースホルダー' },
  example: {
    shirube: 1,
    content: [{ kind: 'banner', id: 'plan', body: 'News', buttons: [{ label: 'Plan', do: { open: '/plans/{{account.plan}}' } }] }],
  },
  texts: ({ slot }) =>
    both(
      {
        what: `${slot} is not for this place.`,
        why: 'Texts that people read in content, checklists, videos and mails are filled; addresses, labels of rules and built-in words stay as they are written, and elements are not found by values.',
        next: 'Write it into a text; the address of a link in a text may hold it too.',
      },
      {
        what: `ここに ${slot} は使えません。`,
        why: '埋められるのは、コンテンツ・チェックリスト・動画・メールで人が読む文です。アドレス、規則の名前、組み込みの文言は書いたままになり、要素を値で探すこともできません。',
        next: '文の中に書いてください。文の中のリンクのアドレスになら使えます。',
      },
    ),
  check(look, report) {
    for (const { words, path, filled } of textsOf(look)) {
      const [slot] = filled ? [] : slotsOf(words).slots.filter(({ source }) => ['trait', 'account', 'link'].includes(source));
      if (slot) report(path, { slot: slot.whole.slice(0, 80) });
    }
  },
};
