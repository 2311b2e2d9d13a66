import type { JSX } from 'preact';
import { place } from './router';
import { useStore } from './store';
import { lang } from './lang';
import { config } from './api';
import { Shell } from './ui/shell';
import { Account } from './pages/account';
import { Accounts } from './pages/accounts';
import { Calculator } from './pages/calculator';
import { Cohorts } from './pages/cohorts';
import { ContentList } from './pages/content-list';
import { ContentPage } from './pages/content-page';
import { Flow } from './pages/flow';
import { Flows } from './pages/flows';
import { GapMap } from './pages/gap-map';
import { KpiPage } from './pages/kpis';
import { Live } from './pages/live';
import { Mails } from './pages/mails';
import { MilestonesPage } from './pages/milestones';
import { NotFound } from './pages/not-found';
import { NpsPage } from './pages/nps';
import { SegmentsPage } from './pages/segments';
import { Settings } from './pages/settings';
import { Tasks } from './pages/tasks';
import { TodayPage } from './pages/today';
import { User } from './pages/user';
import { Users } from './pages/users';
import { Video } from './pages/video';
import { Videos } from './pages/videos';

type View = (parts: string[]) => JSX.Element;
/** By the first part of the address and how many parts follow. */
const views: Record<string, View> = {
  'today/0': () => <TodayPage />,
  'accounts/0': () => <Accounts />,
  'accounts/1': ([id = '']) => <Account id={id} />,
  'users/0': () => <Users />,
  'users/2': ([account = '', user = '']) => <User account={account} user={user} />,
  'tasks/0': () => <Tasks />,
  'mails/0': () => <Mails />,
  'mails/1': ([id = '']) => <Mails open={id} />,
  'flows/0': () => <Flows />,
  'flows/1': ([id = '']) => <Flow id={id} />,
  'milestones/0': () => <MilestonesPage />,
  'segments/0': () => <SegmentsPage />,
  'content/0': () => <ContentList />,
  'content/1': ([id = '']) => <ContentPage id={id} />,
  'videos/0': () => <Videos />,
  'videos/1': ([id = '']) => <Video id={id} />,
  'gaps/0': () => <GapMap />,
  'kpis/0': () => <KpiPage />,
  'cohorts/0': () => <Cohorts />,
  'nps/0': () => <NpsPage />,
  'calculator/0': () => <Calculator />,
  'live/0': () => <Live />,
  'settings/0': () => <Settings />,
};

export function App() {
  const { parts } = useStore(place);
  const language = useStore(lang);
  useStore(config);
  const [first = 'today', ...rest] = parts;
  const view = views[`${first}/${rest.length}`];
  return (
    <Shell key={language} current={first}>
      {view ? view(rest) : <NotFound />}
    </Shell>
  );
}
