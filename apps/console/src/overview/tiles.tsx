import type { ComponentChildren } from 'preact';
import { overview } from '../shell/state.ts';
import { behindText } from '../ui/behind.ts';
import { nowMs } from '../ui/ago.tsx';
import { ago, bytes, count, duration, many, ms, percent } from '../ui/format.ts';

interface Props {
  readonly name: string;
  readonly value: string;
  readonly href: string;
  readonly tone?: 'bad' | 'warn' | undefined;
  readonly children?: ComponentChildren;
}

const Tile = ({ name, value, href, tone, children }: Props) => (
  <li>
    <a class={`card tile ${tone ?? ''}`} href={href}>
      <span class="s">{name}</span>
      <b class="num">{value}</b>
      <span class="xs muted num">{children}</span>
    </a>
  </li>
);

/** A reader that far behind is worth a look. */
const lagSMax = 10;
/** Below this share of a disk it is time to make space. */
const freeShareMin = 0.1;

/** The figures an operator looks at first. */
export function Tiles() {
  const now = overview.value;
  if (!now) return null;
  const { log, worst, deadLetters, commands, disk } = now;
  const dead = deadLetters.events + deadLetters.messages;
  const rate = log.written.at(-1) ?? 0;
  return (
    <ul class="tiles" aria-label="Vital signs">
      <Tile name="Ledger head" value={count(log.events)} href="/console/ledger">
        +{rate}/s
        {log.heads.length > 1 && <> · {many(log.heads.length, 'partition')}</>}
      </Tile>
      <Tile
        name="Worst lag"
        value={worst ? duration(worst.lagS) : '0 s'}
        href="/console/subscriptions"
        tone={worst && worst.lagS > lagSMax ? 'warn' : undefined}
      >
        {worst
          ? `${worst.target.split('/')[1] ?? ''} · ${many(worst.lagEvents, 'event')}${worst.lagS === 0 ? `, ${behindText(worst)}` : leftText(worst.leftS)}`
          : `${many(now.consumers.all, 'reader')}, all at the head`}
      </Tile>
      <Tile
        name="Dead letters"
        value={count(dead)}
        href="/console/dead-letters"
        tone={dead > 0 ? 'bad' : undefined}
      >
        {deadLetters.oldestSince
          ? `${many(deadLetters.kinds, 'kind')}, oldest ${ago(deadLetters.oldestSince, nowMs.value)}`
          : 'nothing was set aside'}
      </Tile>
      <Tile
        name="Command p99"
        value={ms(commands.p99Ms)}
        href="/console/health"
        tone={commands.failed > 0 ? 'bad' : undefined}
      >
        {commands.p99Ms === null
          ? 'no command in the last minute'
          : `${commands.perS}/s · ${percent(commands.refused)} refused${commands.failed > 0 ? ` · ${percent(commands.failed)} failed` : ''}`}
      </Tile>
      <Tile name="Live readers" value={count(now.liveStreams)} href="/console/health">
        open pages that listen
      </Tile>
      <Tile
        name="Disk free"
        value={disk ? bytes(disk.freeBytes) : '–'}
        href="/console/health"
        tone={disk && disk.freeBytes < disk.totalBytes * freeShareMin ? 'warn' : undefined}
      >
        {disk ? `data takes ${bytes(disk.dataBytes)}` : 'not known here'}
      </Tile>
    </ul>
  );
}

const leftText = (leftS: number | null): string =>
  leftS === null ? '' : leftS > 0 ? ` · ${duration(leftS)} left` : '';
