import { place } from '@touchline/web/router';
import { useEffect, useRef } from 'preact/hooks';
import type { ReadOverview } from '../api/shapes.ts';
import { count } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { overview } from './state.ts';

interface Badge {
  readonly text: string;
  readonly tone: '' | 'gold' | 'info' | 'live';
  /** What it counts, for those who do not see the colour. */
  readonly means: string;
}

interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly text: string;
  readonly badge?: (now: ReadOverview) => Badge | undefined;
}

const badgeOf = (n: number, tone: Badge['tone'], means: string): Badge | undefined =>
  n > 0 ? { text: count(n), tone, means } : undefined;

/** A reader that far behind is worth a look. */
const lagSMax = 10;

/** In the order of the bar at the side. */
export const groups: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  {
    title: 'Ledger',
    entries: [
      { href: '/console', icon: 'gauge', text: 'Overview' },
      { href: '/console/ledger', icon: 'ledger', text: 'All events' },
      { href: '/console/streams', icon: 'stream', text: 'Streams' },
      { href: '/console/correlation', icon: 'tree', text: 'Correlation' },
    ],
  },
  {
    title: 'Pipelines',
    entries: [
      {
        href: '/console/subscriptions',
        icon: 'flow',
        text: 'Subscriptions',
        badge: ({ worst, consumers }) =>
          badgeOf(consumers.failing, 'live', 'failing') ??
          badgeOf(consumers.paused, 'gold', 'paused') ??
          (worst && worst.lagS > lagSMax ? { text: 'lag', tone: 'gold', means: 'behind' } : undefined),
      },
      {
        href: '/console/rebuilds',
        icon: 'rebuild',
        text: 'Rebuilds',
        badge: ({ rebuilds }) => badgeOf(rebuilds.length, 'info', 'under way'),
      },
      {
        href: '/console/dead-letters',
        icon: 'letter',
        text: 'Dead letters',
        badge: ({ deadLetters: { events, messages } }) => badgeOf(events + messages, 'live', 'waiting'),
      },
    ],
  },
  {
    title: 'Platform',
    entries: [
      { href: '/console/services', icon: 'map', text: 'Services' },
      { href: '/console/health', icon: 'pulse', text: 'Health' },
      { href: '/console/backups', icon: 'box', text: 'Backups' },
    ],
  },
  {
    title: 'People',
    entries: [
      { href: '/console/people', icon: 'users', text: 'Accounts' },
      { href: '/console/audit', icon: 'scroll', text: 'Audit' },
    ],
  },
];

const isHere = (href: string): boolean =>
  place.value.path === href || (href !== '/console' && place.value.path.startsWith(`${href}/`));

export function Nav() {
  const bar = useRef<HTMLElement>(null);
  const { path } = place.value;
  useEffect(() => {
    // On a phone it lies across the top, wider than the screen.
    const here = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (here) bar.current?.scrollTo({ left: here.offsetLeft - here.offsetWidth });
  }, [path]);
  return (
    <nav class="side" aria-label="Console" ref={bar}>
      <a class="logo" href="/console">
        Console
      </a>
      {groups.map(({ title, entries }) => (
        <div class="group" key={title}>
          <h2>{title}</h2>
          <ul>
            {entries.map((entry) => (
              <li key={entry.href}>
                <Link {...entry} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Link({ href, icon, text, badge }: Entry) {
  const shown = overview.value && badge?.(overview.value);
  return (
    <a href={href} aria-current={isHere(href) ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{text}</span>
      {shown && (
        <span class={`chip ${shown.tone}`}>
          {shown.text}
          <span class="vh"> {shown.means}</span>
        </span>
      )}
    </a>
  );
}
