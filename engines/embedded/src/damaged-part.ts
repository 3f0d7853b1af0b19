import { primaryCode, resultCode } from './sqlite.ts';

/** Opens a part that nothing can make again. SQLite's own words about a damaged file say neither which nor what to do. */
export async function openPart<T>(path: string, open: () => T | Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const code = primaryCode(error);
    if (code !== resultCode.corrupt && code !== resultCode.notADatabase) throw error;
    throw new Error(
      `${path} is damaged (${(error as Error).message}). Restore a backup (npx touchline restore).`,
      { cause: error },
    );
  }
}
