import { Fault } from '@touchline/kernel';
import { primaryCode, resultCode } from './sqlite.ts';

/** Writing or flushing failed: nobody knows what the disk holds. */
export const isDiskFailure = (error: unknown): boolean => primaryCode(error) === resultCode.ioError;

export const isDiskFull = (error: unknown): boolean => primaryCode(error) === resultCode.full;

export const storageFull = (path: string, cause: unknown): Fault =>
  new Fault('storage-full', `There is no space left for ${path}; nothing was written.`, { cause });

/** What becomes of a file that must not lose anything once the disk has failed. */
export interface FailStop {
  /** Throws when it has. */
  check(): void;
  /** It has: told once, and what everybody is answered from now on. */
  stop(error: unknown): Fault;
}

/**
 * A flush that failed must not be asked again: the system may have dropped the pages and answer yes (ES15). So the first one
 * stops all writing to the file, until another process opens it anew.
 */
export function failStop(path: string, onFatal?: (error: Fault) => void): FailStop {
  let stopped: Fault | undefined;
  return {
    check() {
      if (stopped) throw stopped;
    },
    stop(cause) {
      if (stopped) return stopped;
      const what = `Writing ${path} failed; whether the call took effect is known after a restart.`;
      stopped = new Fault('outcome-unknown', what, { cause });
      onFatal?.(stopped);
      return stopped;
    },
  };
}
