import { AssertionError } from 'node:assert/strict';

/** A sabotage control: with a promise broken on purpose, the check must fail, and for that reason: what it says tells. */
export async function isCaught(sabotage: string, by: RegExp, check: () => Promise<unknown>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    const said = error.message.split('\n')[0] ?? '';
    if (!by.test(said))
      throw new Error(`The sabotage “${sabotage}” was to be caught by ${by.source}; it was: ${said}`, {
        cause: error,
      });
    console.log(`ℹ sabotage “${sabotage}” was caught: ${said}`);
    return;
  }
  throw new Error(`The sabotage “${sabotage}” went unnoticed: the test it belongs to cannot fail.`);
}
