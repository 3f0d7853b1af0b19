import { AssertionError } from 'node:assert/strict';

/** A sabotage control: with a promise broken on purpose, the check must fail. Answers what it said. */
export async function isCaught(sabotage: string, check: () => Promise<unknown>): Promise<string> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    const said = error.message.split('\n')[0] ?? '';
    console.log(`ℹ sabotage “${sabotage}” was caught: ${said}`);
    return said;
  }
  throw new Error(`The sabotage “${sabotage}” went unnoticed: the test it belongs to cannot fail.`);
}
