import { both, type Rule } from './rule';
import { slotsOf, textsOf } from './texts';

export const placeholderPlace: Rule = {
  code: 'lint.placeholder-place', severity: 'warning',
  title: { en: 'A placeholder where nothing is filled', ja: '埋められない場所のプレースホルダー' },
  example: { shirube: 1, content: [{ kind: 'banner', id: 'plan', body: 'News', buttons: [{ label: 'Plan', do: { open: '/plans/{{account.plan}}' } }] }] },
  texts: ({ slot }) => both(
    { what: `${slot} stays as it is written here.`, why: 'Texts that people read in content, checklists, videos and mails are filled; addresses, targets, names and built-in words are not.', next: 'Write it into a text; the address of a link in a text may hold it too.' },
    { what: `ここの ${slot} は書いたままになります。`, why: '埋められるのは、コンテンツ・チェックリスト・動画・メールで人が読む文です。アドレス、対象の要素、名前、組み込みの文言は埋められません。', next: '文の中に書いてください。文の中のリンクのアドレスになら使えます。' },
  ),
  check(look, report) {
    for (const { words, path, filled } of textsOf(look)) {
      const [slot] = filled ? [] : slotsOf(words).slots.filter(({ source }) => ['trait', 'account', 'link'].includes(source));
      if (slot) report(path, { slot: slot.whole.slice(0, 80) });
    }
  },
};
