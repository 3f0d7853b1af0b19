import { deepStrictEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WakeUps } from '../ports/index.ts';

export interface WakeUpsFixture {
  readonly wakeUps: WakeUps;
  /** What another process has on the same line. */
  beside(): Promise<WakeUps>;
  dispose(): Promise<void>;
}

export type MakeWakeUps = () => Promise<WakeUpsFixture>;

/** The rules of hints (WU1 to WU3), while nothing is broken: what is lost otherwise is allowed to be. */
export function wakeUpsConformance(make: MakeWakeUps): void {
  const onWakeUps = async (work: (one: WakeUps, two: WakeUps) => Promise<void>): Promise<void> => {
    const { wakeUps, beside, dispose } = await make();
    try {
      await work(wakeUps, await beside());
    } finally {
      await dispose();
    }
  };
  /** The first hints may be lost while a listener is on its way: they are told until one is heard. */
  const heard = async (from: WakeUps, topic: string, by: () => number): Promise<void> => {
    const before = by();
    for (let told = 0; by() === before; told++) {
      from.tell(topic, `hint ${told}`);
      await new Promise(setImmediate);
    }
  };

  describe('wake-ups', () => {
    it('WU1: what one process tells the others hear, text for text, and it does not itself', () =>
      onWakeUps(async (one, two) => {
        const [own, other]: [string[], string[]] = [[], []];
        one.listen('appended', (text) => void own.push(text));
        two.listen('appended', (text) => void other.push(text));
        await heard(one, 'appended', () => other.length);
        deepStrictEqual(own, []);
        one.tell('appended', 'héllo 🎉 "\n');
        await heard(one, 'appended', () => other.indexOf('héllo 🎉 "\n'));
        await heard(two, 'appended', () => own.length);
      }));

    it('WU2: topics do not meet; who has ended listening hears no more', () =>
      onWakeUps(async (one, two) => {
        let [counted, other] = [0, 0];
        const end = two.listen('a', () => counted++);
        two.listen('b', () => other++);
        await heard(one, 'b', () => other);
        equal(counted, 0);
        await heard(one, 'a', () => counted);
        end();
        const before = counted;
        let later = 0;
        two.listen('a', () => later++);
        await heard(one, 'a', () => later);
        equal(counted, before);
      }));

    it('WU3: telling never throws, also to nobody', () =>
      onWakeUps(async (one) => {
        for (let i = 0; i < 10_000; i++) one.tell('nobody', `${i}`);
      }));
  });
}
