import { usageFault } from '../cli-fault.ts';
import type { CommandCall } from '../command.ts';

/** What wraps the keys, where it does not lie in the folder that is moved: it moves along, and stays what it is. */
export function masterOf(
  { secret, dataFolder }: Pick<CommandCall, 'secret' | 'dataFolder'>,
  masterIn: (folder: string) => Uint8Array,
): Uint8Array {
  const hex = secret('master-key');
  if (hex === undefined) return masterIn(dataFolder);
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw usageFault('TOUCHLINE_MASTER_KEY takes 64 hexadecimal digits.');
  return Buffer.from(hex, 'hex');
}
