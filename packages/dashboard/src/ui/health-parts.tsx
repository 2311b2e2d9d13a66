import type { HealthDetail } from '@shirube/collector/api';
import { number, percent, score } from '../format';
import { label, t } from '../lang';

/** The score taken apart: what each signal adds, what a cap takes away; together they are the score. */
export function HealthParts({ health, table }: { health: HealthDetail; table?: boolean }) {
  const all = health.parts.reduce((sum, p) => sum + (p.score === null ? 0 : p.weight), 0) || 1;
  return (
    <div class="health">
      <ul class="parts">
        {health.parts.map((part) => (
          <li key={part.id} class={part.score === null ? 'missing' : ''}>
            <span class="name">{label('signals', part.id)}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(part.weight / all) * 100 * 3} height="10" class="all" />
              <rect width={part.contribution * 3} height="10" class="part" />
            </svg>
            <b>{part.score === null ? t('no-data') : `+${part.contribution.toFixed(1)}`}</b>
          </li>
        ))}
        {health.caps.map((cap) => (
          <li key={cap.id} class="cap">
            <span class="name">{label('caps', cap.id)}</span>
            <small>{t('cap.at-most', { n: cap.atMost })}</small>
            <b>{cap.contribution < 0 ? `−${Math.abs(cap.contribution).toFixed(1)}` : '±0'}</b>
          </li>
        ))}
        <li class="sum">
          <span class="name">{t('health')}</span>
          <span />
          <b>{score(health.score === null ? null : Math.round(health.score * 10) / 10)}</b>
        </li>
      </ul>
      {table && (
        <div class="tablebox" role="region" aria-label={t('health.parts')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('signal')}</th>
                <th scope="col" class="end">
                  {t('measured')}
                </th>
                <th scope="col" class="end">
                  {t('score')}
                </th>
                <th scope="col" class="end">
                  {t('weight')}
                </th>
                <th scope="col" class="end">
                  {t('contribution')}
                </th>
              </tr>
            </thead>
            <tbody>
              {health.parts.map((p) => (
                <tr key={p.id}>
                  <th scope="row">{label('signals', p.id)}</th>
                  <td class="end">{p.value === null ? t('no-data') : number(p.value, 2)}</td>
                  <td class="end">{score(p.score === null ? null : Math.round(p.score * 10) / 10)}</td>
                  <td class="end">{percent(p.score === null ? 0 : p.weight / all)}</td>
                  <td class="end">{p.score === null ? '–' : `+${p.contribution.toFixed(2)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
