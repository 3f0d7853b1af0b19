import { also, decideAgain, type AlsoAppend } from '@touchline/kernel';
import { HandleClaimed, handle } from '../handle/handle.ts';
import { instance, InstanceFounded, theInstance } from '../instance/instance.ts';

/** The first writer of a handle's stream owns it. */
export const claimHandle = (text: string, account: string): AlsoAppend<'handle-taken'> =>
  also(handle, text, 'no-stream', [HandleClaimed({ handle: text, account })], 'handle-taken');

/** Exactly one registration founds the instance; whoever loses that race registers as a member. */
export const foundInstance = (founder: string): AlsoAppend<never> =>
  also<typeof instance, never>(
    instance,
    theInstance,
    'no-stream',
    [InstanceFounded({ founder })],
    decideAgain,
  );
