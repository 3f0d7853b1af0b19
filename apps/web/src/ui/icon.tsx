const shapes = {
  home: 'M4 11 12 4l8 7v9h-5v-6H9v6H4z',
  globe:
    'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c3 3 3.500 6 3.500 9s-.5 6-3.500 9c-3-3-3.500-6-3.500-9s.5-6 3.500-9',
  plus: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 8v8M8 12h8',
  user: 'M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4 21c1-4.500 4-6 8-6s7 1.500 8 6',
  users:
    'M9 5a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7M2.500 20c.8-4 3.300-5.300 6.500-5.300s5.700 1.300 6.500 5.300M15.500 5.200a3.500 3.500 0 0 1 0 6.600M18 15.200c1.900.8 3 2.300 3.500 4.800',
  gear: 'M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M5.600 18.400l2.100-2.100M16.300 7.700l2.100-2.100',
  search: 'M11 5a6 6 0 1 0 0 12a6 6 0 1 0 0-12M16 16l4 4',
  heart: 'M12 20C5 15 3 12 3 8.500A4.500 4.500 0 0 1 12 7a4.500 4.500 0 0 1 9 1.500C21 12 19 15 12 20z',
  talk: 'M4 4h16v13H10l-5 4v-4H4z',
  repost: 'M4 9V7h13l-3-3M20 15v2H7l3 3',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  back: 'M14 6l-6 6 6 6M8 12h12',
  up: 'M12 20V5M6 11l6-6 6 6',
  check: 'M5 13l4 4L19 7',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3',
  pin: 'M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11M12 8a2 2 0 1 0 0 4a2 2 0 1 0 0-4',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4.200 4.200 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4.200 4.200 0 0 0 6 6l1-1',
  signal: 'M4 20h.01M8 20v-4M12 20v-8M16 20V8M20 20V4',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3 2',
  out: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  cross: 'M6 6l12 12M18 6L6 18',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  block: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M6 6l12 12',
  mute: 'M4 9v6h4l5 4V5L8 9zM17 9l4 6M21 9l-4 6',
  palette:
    'M12 3a9 9 0 1 0 0 18c2 0 2-1.500 1.500-2.500S13 16 15 16h3a3 3 0 0 0 3-3c0-5.500-4-10-9-10M7.500 12h.01M10 7.500h.01M15 8h.01',
  key: 'M8 11a4 4 0 1 0 0 8a4 4 0 1 0 0-8M11 12l8-8M16 7l3 3',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  whistle: 'M3 11a5 5 0 1 0 10 0l8-2V6H8a5 5 0 0 0-5 5M8 11h.01',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
} as const;

export type IconName = keyof typeof shapes;

interface Props {
  readonly name: IconName;
  readonly filled?: boolean;
  readonly heavy?: boolean;
}

/** A drawing beside words; it says nothing by itself, so screen readers skip it. */
export function Icon({ name, filled = false, heavy = false }: Props) {
  return (
    <svg
      class={`ic${filled ? ' filled' : ''}${heavy ? ' heavy' : ''}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
