import { command, idSchema, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { account } from '../account/account.ts';
import { authorize } from '../authorize.ts';
import { handle } from '../handle/handle.ts';
import { handleInput } from '../known/inputs.ts';
import { claimHandle } from '../known/new-account.ts';
import { handleReserved, handleTaken } from '../known/refusal-texts.ts';
import { isReserved } from '../known/reserved-handles.ts';
import { HandleChanged, handleSchema } from '../published.ts';

/** Each handle is kept for ever, so one person must not collect many. */
const handlesMax = 10;

export const changeHandle = command(account, {
  type: 'ChangeHandle',
  about: 'Takes another handle. The old one stays with the person and still leads to them.',
  route: 'PUT /v1/me/handle',
  input: z.strictObject({ handle: handleInput }),
  refusals: {
    'no-such-account': notFound('This account is gone.'),
    'handle-taken': handleTaken,
    'handle-reserved': handleReserved,
    'too-many-handles': `An account can have ${handlesMax} handles in its life. Take one of your earlier ones.`,
  },
  target: (_wish, { actor }) => actor ?? '',
  async facts(wish, { look }) {
    const { state } = await look.state(handle, wish.handle);
    return { owner: state.status === 'claimed' ? state.account : null };
  },
  decide(state, wish, { actor, roles, id, facts }) {
    if (state.status !== 'open') return refuse('no-such-account');
    if (!authorize({ actor, roles }, 'change-account', { account: id })) return refuse('no-such-account');
    if (wish.handle === state.handle) return [];
    const changed = HandleChanged({ account: id, from: state.handle, to: wish.handle });
    if (facts.owner === id) return [changed];
    if (isReserved(wish.handle)) return refuse('handle-reserved');
    if (facts.owner !== null) return refuse('handle-taken');
    if (state.handles.length >= handlesMax) return refuse('too-many-handles');
    return { events: [changed], also: [claimHandle(wish.handle, id)] };
  },
  answers: z.strictObject({ id: idSchema, handle: handleSchema }),
  answer: ({ id, input }) => ({ id, handle: input.handle }),
});
