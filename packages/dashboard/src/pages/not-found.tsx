import { t } from '../lang';
import { Empty, Page } from '../ui/page';

export const NotFound = () => (
  <Page title={t('not-found')}>
    <Empty title={t('not-found.what')}>
      <a href="#/today">{t('nav.today')}</a>
    </Empty>
  </Page>
);
