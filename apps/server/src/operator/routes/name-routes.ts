import { accountDirectory } from '@touchline/identity';
import { idSchema } from '@touchline/kernel';
import type { Host } from '@touchline/kernel/runtime';
import { z } from 'zod';
import { operatorRoute } from '../operator-route.ts';

const idsMax = 100;
const ids = z
  .union([idSchema.transform((one) => [one]), z.array(idSchema).max(idsMax)])
  .meta({ description: 'Ids of accounts: one, or several times the same name.' });

/** Handles are public: whoever may look at the ledger is spared reading ids. */
async function handlesOf(host: Host, of: readonly string[]): Promise<Record<string, string>> {
  const directory = [...host.runtimes.values()]
    .map(({ views }) => views.get(accountDirectory.name))
    .find((view) => view?.view === accountDirectory);
  if (!directory?.isFilled()) return {};
  const rows = await directory.reader.getMany(of);
  return Object.fromEntries(
    rows.flatMap((row, i) => (row ? [[of[i] ?? '', (row as { handle: string }).handle]] : [])),
  );
}

export const nameRoutes = [
  operatorRoute({
    operationId: 'ListHandles',
    about: 'The handles of accounts by their ids; who is unknown, closed or erased is missing.',
    method: 'GET',
    path: '/handles',
    input: z.strictObject({ id: ids }),
    answers: z.object({ handles: z.record(z.string(), z.string()) }),
    answer: async ({ id }, { host }) => ({ handles: await handlesOf(host, id) }),
  }),
];
