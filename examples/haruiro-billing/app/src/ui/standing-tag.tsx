import { useWords } from '../app';
import type { Standing } from '../books';

export const standingWords = {
  draft: { ja: '下書き', en: 'Draft' },
  sent: { ja: '入金待ち', en: 'Unpaid' },
  overdue: { ja: '期限超過', en: 'Overdue' },
  paid: { ja: '入金済み', en: 'Paid' },
} as const;

const looks: Readonly<Record<Standing, string>> = { draft: '', sent: 'tag-accent', overdue: 'tag-bad', paid: 'tag-good' };

export function StandingTag({ standing }: { standing: Standing }) {
  return <span class={`tag ${looks[standing]}`}>{useWords(standingWords)[standing]}</span>;
}
