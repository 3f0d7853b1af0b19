import { Fault } from '../fault.ts';
import type { Difference } from './difference.ts';

/** What a store cannot read is a difference, too. */
export async function readable(look: () => Promise<readonly Difference[]>): Promise<readonly Difference[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Fault && error.code === 'corrupt')
      return [{ where: error.message, what: 'unreadable' }];
    throw error;
  }
}
