import { settingItems } from '../../../shared/settings.mjs';
import { useDesk, useWords } from '../app';
import { settingsDone } from '../books';
import { settingTitles } from '../pages/setting-words';
import { Icon } from './icon';

const T = {
  done: { ja: '設定済み', en: 'Done' },
  open: { ja: '設定する', en: 'Set up' },
  progress: { ja: '設定の進み具合', en: 'Settings progress' },
} as const;

/** The five settings with a mark for those that are done, and a meter. */
export function SettingsChecks() {
  const { books } = useDesk().session;
  const t = useWords(T);
  const titles = useWords(settingTitles);
  return (
    <div class="stack-small">
      <Meter label={t.progress} part={settingsDone(books)} whole={settingItems.length} />
      <ul class="checks">
        {settingItems.map((item) => (
          <li key={item}>
            <a href={`/settings/${item}`} data-shirube={`check-${item}`}>
              <span class="check-mark" data-done={String(books.settings[item] !== undefined)}>
                <Icon name="check" />
              </span>
              {titles[item]}
              <span class="push">{books.settings[item] ? t.done : t.open}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Meter({ label, part, whole }: { label: string; part: number; whole: number }) {
  return (
    <svg class="meter" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={whole} aria-valuenow={part}>
      <rect class="meter-rest" width="100%" height="8" />
      <rect class="meter-fill" width={`${(part / whole) * 100}%`} height="8" rx="4" />
    </svg>
  );
}
