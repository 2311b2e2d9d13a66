/** Small line icons, 20 units square. */
const paths = {
  today: 'M4 5h12v11H4zM4 8.5h12M7.5 3v3M12.5 3v3M7.5 12l2 2 3.5-3.5',
  tasks: 'M4 5.5l1.2 1.2L7.5 4.4M4 10.5l1.2 1.2 2.3-2.3M4 15.5l1.2 1.2 2.3-2.3M10 5.5h6M10 10.5h6M10 15.5h6',
  accounts: 'M4 17V4h7v13M11 8h5v9M3 17h14M6.5 7h2M6.5 10h2M6.5 13h2',
  users: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4.5 16.5c.6-3 2.8-4.5 5.5-4.5s4.900 1.500 5.500 4.500',
  segments: 'M10 3v7h7M10 3a7 7 0 1 0 7 7M13 3.700A7 7 0 0 1 16.300 7',
  flows: 'M4 4h4v4H4zM12 12h4v4h-4zM12 4h4v4h-4zM8 6h4M6 8v6h6',
  milestones: 'M5 17V4M5 4.500h9.500L12 7.500l2.500 3H5',
  mails: 'M3 5h14v10H3zM3 6l7 5 7-5',
  content: 'M3 4h14v9H9l-4 3.500V13H3z',
  videos: 'M3 4.500h14v11H3zM8.500 7.500v5l4-2.500z',
  gaps: 'M3 4h5v5H3zM12 4h5v5h-5zM3 12h5v4H3zM12.500 12.500l4 3.500M16.500 12.500l-4 3.500',
  kpis: 'M4 16V9M8 16V5M12 16v-5M16 16V7',
  cohorts: 'M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M12.500 4v12',
  nps: 'M4 12a6 6 0 1 1 12 0M10 12l3-3.500M3 15h14',
  calculator: 'M5 3h10v14H5zM7.500 6h5M7.500 10h.010M10 10h.010M12.500 10h.010M7.500 13.500h.010M10 13.500h.010M12.500 13.500h.010',
  live: 'M3 10h3l2-5 3.500 10 2-5H17',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4M8 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  menu: 'M3 6h14M3 10h14M3 14h14',
  sun: 'M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M10 2.500v1.500M10 16v1.500M2.500 10H4M16 10h1.500M4.700 4.700l1 1M14.300 14.300l1 1M15.300 4.700l-1 1M5.700 14.300l-1 1',
  moon: 'M15.500 12.500A6 6 0 0 1 7.500 4.500a6 6 0 1 0 8 8',
  auto: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14',
  out: 'M8 4H4v12h4M12 6.500L15.500 10 12 13.500M15.500 10H8',
  up: 'M5 13l5-6 5 6',
  down: 'M5 7l5 6 5-6',
  flat: 'M4 10h12',
  phone:
    'M5 3.500h2.500L9 7.500 7 9c.800 1.800 2.200 3.200 4 4l1.500-2 4 1.500V15c0 1-1 1.500-2 1.500C8.500 16 4 11.500 3.500 5.500c0-1 .500-2 1.500-2z',
  check: 'M4 10.500l4 4 8-9',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4l3 2',
  download: 'M10 3v9M6.500 9l3.500 3.500L13.500 9M4 16h12',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4M13 13l4 4',
  close: 'M5 5l10 10M15 5L5 15',
  flag: 'M5 17V4h10l-2 3.500 2 3.500H5',
  warn: 'M10 3.500L17.500 16h-15zM10 8v4M10 14h.010',
  star: 'M10 3l2 4.500 5 .500-3.700 3.300 1 4.900L10 13.800l-4.300 2.400 1-4.900L3 8l5-.500z',
  save: 'M5 3.500h10v13l-5-3.500-5 3.500z',
} as const;
export type IconName = keyof typeof paths;
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <path d={paths[name]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
  </svg>
);
