import { settingItems } from '../../../shared/settings.mjs';
import { useDesk, useWords } from '../app';
import { settingsDone } from '../books';
import { Icon } from '../ui/icon';
import { Page } from '../ui/page';
import { Meter } from '../ui/settings-checks';
import { fill } from '../words';
import { settingLeads, settingTitles } from './setting-words';

const T = {
  title: { ja: '設定', en: 'Settings' },
  lead: { ja: 'この 5 つが済むと、正しい請求書をいつでも発行できます。', en: 'With these five done, every invoice you issue is complete.' },
  progress: { ja: '5 項目のうち {n} 項目が設定済み', en: '{n} of 5 are done' },
  done: { ja: '設定済み', en: 'Done' },
  open: { ja: '未設定', en: 'To do' },
} as const;

export function Settings() {
  const { books } = useDesk().session;
  const t = useWords(T);
  const titles = useWords(settingTitles);
  const leads = useWords(settingLeads);
  const done = settingsDone(books);
  const text = fill(t.progress, { n: done });
  return (
    <Page title={t.title} lead={t.lead}>
      <div class="card card-body stack-small" data-shirube="settings-progress" data-done={done}>
        <h2>{text}</h2>
        <Meter label={text} part={done} whole={settingItems.length} />
      </div>
      <ul class="tiles" data-shirube="settings-list">
        {settingItems.map((item) => (
          <li key={item}>
            <a class="card tile" href={`/settings/${item}`} id={`setting-${item}`} data-shirube={`setting-${item}`}>
              <span class="check-mark" data-done={String(books.settings[item] !== undefined)}>
                <Icon name="check" />
              </span>
              <span>
                <h2>{titles[item]}</h2>
                <p>{leads[item]}</p>
              </span>
              <span class={`tag ${books.settings[item] ? 'tag-good' : 'tag-warn'}`}>{books.settings[item] ? t.done : t.open}</span>
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}
