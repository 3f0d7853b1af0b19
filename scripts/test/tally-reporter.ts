import { relative, sep } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/** Writes the counts of the whole run, for npm test to add up over its steps, and the files that held no test. */
export default async function* tally(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const withoutTests: string[] = [];
  for await (const { type, data } of events) {
    // A file whose process ends before its first test counts as one test that passed, named after the file.
    if (type === 'test:pass' && data.nesting === 0 && data.file !== undefined)
      if (relative(process.cwd(), data.file).replaceAll(sep, '/') === data.name) withoutTests.push(data.name);
    if (type === 'test:summary' && data.file === undefined)
      yield JSON.stringify({ counts: data.counts, withoutTests });
  }
}
