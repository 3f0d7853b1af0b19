import { view } from '@touchline/kernel';
import { Blocked, Unblocked } from '@touchline/graph/published';
import { z } from 'zod';

export const blockKey = (blocker: string, blocked: string): string => `${blocker}.${blocked}`;

export const blocks = view('block', {
  about: 'Who blocks whom. Key: `<blocker>.<blocked>`.',
  reads: [Blocked, Unblocked],
  row: z.strictObject({}),
  project: {
    Blocked: { key: ({ data }) => blockKey(data.blocker, data.blocked), fold: () => ({}) },
    Unblocked: { key: ({ data }) => blockKey(data.blocker, data.blocked), fold: () => undefined },
  },
});
