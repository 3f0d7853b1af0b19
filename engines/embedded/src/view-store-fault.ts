import { Fault } from '@touchline/kernel';
import { isDamage, primaryCode, resultCode } from './sqlite.ts';

/** What went wrong with a derived file, as its callers may handle it. */
export function viewFault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  if (primaryCode(error) === resultCode.full)
    return new Fault(
      'storage-full',
      `There is no space left for ${path}; nothing was written. Free some and try again.`,
      {
        cause: error,
      },
    );
  if (isDamage(error))
    return new Fault(
      'corrupt',
      `${path} is damaged. It is derived data: the next start empties it and builds it again.`,
      {
        cause: error,
        retryable: false,
      },
    );
  if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_INVALID_STATE')
    return new Fault('closed', `${path} is closed.`, { cause: error, retryable: false });
  return new Fault(
    'internal',
    `SQLite could not do its work on ${path}: ${error instanceof Error ? error.message : String(error)}`,
    {
      cause: error,
    },
  );
}
