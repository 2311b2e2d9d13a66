import { clock } from '../format';
import { t } from '../lang';

const CELLS = 120;
/** How often each part was played by the average viewer: darker was watched again. */
export function Heat({ values, duration }: { values: readonly number[]; duration: number }) {
  if (!values.length) return null;
  const size = values.length / Math.min(CELLS, values.length);
  const cells = Array.from({ length: Math.min(CELLS, values.length) }, (_, i) =>
    Math.max(...values.slice(Math.floor(i * size), Math.max(Math.floor(i * size) + 1, Math.floor((i + 1) * size)))),
  );
  const most = Math.max(1e-9, ...cells);
  const hottest = cells.indexOf(most);
  return (
    <div class="heat">
      <svg
        viewBox={`0 0 ${cells.length} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('heat.text', { at: clock((hottest / cells.length) * duration), n: most.toFixed(2) })}
      >
        {cells.map((v, i) => (
          <rect key={i} x={i} width="1.02" height="10" fill-opacity={(0.06 + 0.94 * (v / most)).toFixed(2)} />
        ))}
      </svg>
      <p class="ends">
        <span>{t('heat')}</span>
        <span>{t('heat.text', { at: clock((hottest / cells.length) * duration), n: most.toFixed(2) })}</span>
      </p>
    </div>
  );
}
