import type { Window } from './window.ts';

/** Somebody with a window, in the audience of each author they hear. */
export interface Hearer {
  readonly viewer: string;
  /** Gone when the person left: audiences may name them a little longer. */
  window: Window | undefined;
  /** The numbers of the audiences, ascending. */
  heard: Uint32Array;
  /** Up to which post, pushed and pulled, everything heard stands in the window. */
  pushed: number;
  pulled: number;
}

/** Nobody hears this author. */
export const nobody = -1;

/** Who hears whom. Authors that somebody hears have a number, which they keep while they have hearers. */
export interface Audiences {
  join(hearer: Hearer, authors: readonly string[]): void;
  leave(hearer: Hearer): void;
  numberOf(author: string): number;
  /** Only ever appended to: who keeps it with its length keeps the audience of that moment. */
  hearers(number: number): readonly Hearer[];
  authorsOf(hearer: Hearer): string[];
  clear(): void;
}

interface Audience {
  readonly author: string;
  hearers: Hearer[];
  gone: number;
}

const none: readonly Hearer[] = [];
const noNumbers = new Uint32Array(0);

export function audiences(): Audiences {
  const numbers = new Map<string, number>();
  let all: (Audience | undefined)[] = [];
  let free: number[] = [];

  function opened(author: string): number {
    const known = numbers.get(author);
    if (known !== undefined) return known;
    const number = free.pop() ?? all.length;
    all[number] = { author, hearers: [], gone: 0 };
    numbers.set(author, number);
    return number;
  }

  /** Those who left are taken out when they are the half, into a new array: deliveries under way keep the old one. */
  function tidy(number: number, audience: Audience): void {
    if (audience.gone === audience.hearers.length) {
      all[number] = undefined;
      numbers.delete(audience.author);
      free.push(number);
    } else if (audience.gone * 2 > audience.hearers.length) {
      audience.hearers = audience.hearers.filter(({ window }) => window !== undefined);
      audience.gone = 0;
    }
  }

  return {
    join(hearer, authors) {
      hearer.heard = Uint32Array.from(authors, opened).toSorted();
      for (const number of hearer.heard) all[number]?.hearers.push(hearer);
    },
    leave(hearer) {
      hearer.window = undefined;
      for (const number of hearer.heard) {
        const audience = all[number];
        if (!audience) continue;
        audience.gone += 1;
        tidy(number, audience);
      }
      hearer.heard = noNumbers;
    },
    numberOf: (author) => numbers.get(author) ?? nobody,
    hearers: (number) => all[number]?.hearers ?? none,
    authorsOf: (hearer) => Array.from(hearer.heard, (number) => all[number]?.author ?? ''),
    clear() {
      numbers.clear();
      all = [];
      free = [];
    },
  };
}

export function hears({ heard }: Hearer, number: number): boolean {
  let from = 0;
  let to = heard.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((heard[middle] as number) < number) from = middle + 1;
    else to = middle;
  }
  return heard[from] === number;
}
