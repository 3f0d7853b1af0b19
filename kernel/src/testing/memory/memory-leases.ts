import { checkLeases } from '../../engine/lease-check.ts';
import type { Leases, Wishes } from '../../ports/index.ts';

export interface MemoryLeases extends Leases {
  lapse(member: string): void;
}

/** Leases of several worlds in one process. Their time runs out when a test says so. */
export function memoryLeases(holdMs = 5000): MemoryLeases {
  const members = new Map<string, Wishes>();
  const leases = new Map<string, { holder: string | undefined; epoch: number }>();
  const isThere = (holder: string | undefined): holder is string =>
    holder !== undefined && members.has(holder);
  return {
    holdMs,
    async beat(member, { wants, needs }) {
      checkLeases(member, wants);
      checkLeases(member, needs);
      members.set(member, { wants: [...wants], needs: [...needs] });
      const held = [...leases].flatMap(([work, { holder, epoch }]) =>
        isThere(holder) ? [{ work, holder, epoch }] : [],
      );
      return { members: [...members].map(([name, wishes]) => ({ name, ...wishes })), held };
    },
    async claim(member, works) {
      checkLeases(member, works);
      if (!members.has(member)) return [];
      return works.flatMap((work) => {
        const { holder, epoch } = leases.get(work) ?? { holder: undefined, epoch: 0 };
        if (holder === member) return [{ work, epoch }];
        if (isThere(holder)) return [];
        leases.set(work, { holder: member, epoch: epoch + 1 });
        return [{ work, epoch: epoch + 1 }];
      });
    },
    async release(member, works) {
      checkLeases(member, works);
      for (const work of works) {
        const lease = leases.get(work);
        if (lease?.holder === member) lease.holder = undefined;
      }
    },
    async leave(member) {
      members.delete(member);
      for (const lease of leases.values()) if (lease.holder === member) lease.holder = undefined;
    },
    lapse: (member) => void members.delete(member),
  };
}
