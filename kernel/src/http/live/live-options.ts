import type { Caller } from '../../command.ts';
import type { Awaitable } from '../../look.ts';
import type { Live } from '../../runtime/live/live.ts';
import type { StreamPlacesMax } from './stream-places.ts';

export interface LiveOptions {
  readonly hub: Live;
  /** Whether a caller's session still stands. */
  readonly holds: (caller: Caller) => Awaitable<boolean>;
  /** Default: 5 streams per person, 50 of strangers per address. */
  readonly places?: StreamPlacesMax;
  /** What may wait for a slow reader. Default 256 KiB. */
  readonly backlogBytesMax?: number;
}
