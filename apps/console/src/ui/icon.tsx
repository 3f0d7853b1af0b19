const shapes = {
  gauge: 'M4 17a8 8 0 1 1 16 0M12 17l4-5',
  ledger: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3',
  stream: 'M5 6h.01M5 12h.01M5 18h.01M9 6h11M9 12h11M9 18h11',
  tree: 'M6 4v12h5M6 8h5M14 6h6v4h-6zM14 14h6v4h-6z',
  flow: 'M3 7h9a4 4 0 0 1 0 8H8M11 12l-3 3 3 3M17 7h4',
  rebuild: 'M4 12a8 8 0 0 1 13.700-5.600L20 9M20 4v5h-5M20 12a8 8 0 0 1-13.700 5.600L4 15M4 20v-5h5',
  letter: 'M3 6h18v13H3zM3 7l9 7 9-7',
  map: 'M4 5h6v5H4zM14 14h6v5h-6zM14 5h6v5h-6zM10 7.500h4M17 10v4',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  box: 'M4 7h16v12H4zM3 4h18v3H3zM10 12h4',
  users:
    'M9 5a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7M2.500 20c.8-4 3.300-5.300 6.500-5.300s5.700 1.300 6.500 5.300M16 5.200a3.500 3.500 0 0 1 0 6.600M18 15.200c1.900.8 3 2.300 3.500 4.800',
  scroll: 'M6 4h11v13a3 3 0 0 0 3 3H8a3 3 0 0 1-3-3V7M9 8h5M9 12h5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M5 13l4 4L19 7',
  cross: 'M6 6l12 12M18 6L6 18',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l12 7-12 7z',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6',
  sun: 'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M5 19l1.500-1.500M17.500 6.500L19 5',
  out: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  search: 'M11 5a6 6 0 1 0 0 12a6 6 0 1 0 0-12M16 16l4 4',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  star: 'M12 4l2.400 5.200 5.600.700-4.200 3.800 1.200 5.600L12 16.500 7 19.300l1.200-5.600L4 9.900l5.600-.7z',
} as const;

export type IconName = keyof typeof shapes;

/** A drawing beside words; it says nothing by itself, so screen readers skip it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="ic" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
