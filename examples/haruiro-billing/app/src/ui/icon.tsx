/** Line icons on a 24-unit grid, drawn for this app. They are decoration: the text beside them is the name. */
const shapes = {
  home: 'M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5',
  invoice: 'M7 3.5h10v17l-2.5-1.6-2.5 1.6-2.5-1.6L7 20.5zM10 8h4M10 11.5h4M10 15h2.5',
  clients: 'M5 20V6l7-2.5V20M12 9l7 2v9M3 20h18M8 9v.01M8 12.5v.01M8 16v.01M15.5 14v.01M15.5 17v.01',
  upload: 'M12 15.5V4.5M7.5 8.5 12 4l4.5 4.5M4.5 15v4.5h15V15',
  repeat: 'M5 12a7 7 0 0 1 12-4.9L19 9M19 4.5V9h-4.5M19 12a7 7 0 0 1-12 4.9L5 15M5 19.5V15h4.5',
  yen: 'M12 12 7 5M12 12l5-7M12 12v7.5M8 12.5h8M8 16h8',
  settings: 'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5v4M9 10v4M13 15v4',
  team: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3.5 19c.3-3.2 2.400-5 5.500-5s5.200 1.800 5.500 5M15.500 5.400a3 3 0 0 1 0 5.400M17 14.300c2 .600 3.300 2.200 3.500 4.700',
  help: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17M9.700 9.500a2.400 2.400 0 1 1 3.700 2c-.900.600-1.400 1.100-1.400 2.200M12 16.600v.01',
  plus: 'M12 5.500v13M5.500 12h13',
  close: 'M6.500 6.500l11 11M17.500 6.500l-11 11',
  menu: 'M4 7h16M4 12h16M4 17h16',
  check: 'M5.500 12.500l4.200 4.200 8.800-9.200',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400',
  moon: 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z',
  send: 'M4 12 20 4.500 15.500 20l-4-6.500zM11.500 13.500 20 4.500',
  arrow: 'M9.500 6l6 6-6 6',
  print: 'M7.500 9V4h9v5M7.500 17H4.500V9h15v8h-3M7.500 14h9v6h-9z',
  out: 'M14 5H5v14h9M10.500 12H20M16.500 8.500 20 12l-3.500 3.500',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}

/** The mark of Haruiro Billing: a five-petalled blossom. */
export function Blossom({ class: name = 'brand-mark' }: { class?: string }) {
  const petal = 'M16 15.200c-3.400-2.200-4.700-6.500-2.600-10.700l2.600 2 2.600-2c2.100 4.200.800 8.500-2.600 10.700z';
  return (
    <svg viewBox="0 0 32 32" class={name} fill="currentColor" aria-hidden="true">
      {[0, 72, 144, 216, 288].map((turn) => (
        <path key={turn} d={petal} transform={`rotate(${turn} 16 16.800)`} />
      ))}
    </svg>
  );
}
