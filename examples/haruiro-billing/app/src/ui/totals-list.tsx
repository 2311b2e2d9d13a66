import type { Totals } from '../../../shared/totals.mjs';
import { useWords } from '../app';
import { yen } from '../format';
import { fill } from '../words';

const T = {
  net: { ja: '小計', en: 'Subtotal' },
  tax: { ja: '消費税 {rate}%({net} 対象)', en: 'Tax {rate}% (on {net})' },
  total: { ja: '合計', en: 'Total' },
} as const;

/** Subtotal, tax per rate, total: what a qualified invoice has to state. */
export function TotalsList({ totals }: { totals: Totals }) {
  const t = useWords(T);
  return (
    <dl class="totals" data-shirube="totals">
      <div>
        <dt class="soft">{t.net}</dt>
        <dd>{yen(totals.net)}</dd>
      </div>
      {totals.rates.map((part) => (
        <div key={part.rate}>
          <dt class="soft">{fill(t.tax, { rate: part.rate, net: yen(part.net) })}</dt>
          <dd>{yen(part.tax)}</dd>
        </div>
      ))}
      <div class="grand">
        <dt>{t.total}</dt>
        <dd>{yen(totals.total)}</dd>
      </div>
    </dl>
  );
}
