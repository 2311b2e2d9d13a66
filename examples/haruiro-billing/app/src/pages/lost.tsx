import { useWords } from '../app';
import { Empty, Page } from '../ui/page';

const T = {
  title: { ja: 'ページが見つかりません', en: 'Page not found' },
  text: { ja: '移動したか、アドレスが違うようです。', en: 'It may have moved, or the address is not quite right.' },
  home: { ja: 'ホームへ', en: 'Go home' },
} as const;

export function Lost() {
  const t = useWords(T);
  return (
    <Page title={t.title}>
      <div class="card">
        <Empty icon="help" text={t.text}>
          <a class="button" href="/dashboard">
            {t.home}
          </a>
        </Empty>
      </div>
    </Page>
  );
}
