import { relative } from 'node:path';
import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** The runner's closing lines: whoever runs a step counts what its tests came to. */
const isCount = (message: string): boolean =>
  /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(message);

/** Failures as they happen, what tests printed and what they say of themselves; nothing else of a test that passed. */
export default async function* quiet(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const titles = new Map<string, string>();
  for await (const { type, data } of events) {
    if (type === 'test:enqueue') titles.set(idOf(data), titleOf(data, titles));
    else if (type === 'test:fail' && !failedOnlyInside(data)) yield failure(data, titles);
    else if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    else if (type === 'test:diagnostic' && data.nesting === 0 && !isCount(data.message))
      yield `ℹ ${data.message}\n`;
  }
}

interface Named {
  readonly file?: string | undefined;
  readonly name: string;
  readonly testId: number;
  readonly parentId: number | undefined;
}

const idOf = ({ file, testId }: Named): string => `${file}#${testId}`;

function titleOf(test: Named, titles: ReadonlyMap<string, string>): string {
  const parent = test.parentId === undefined ? undefined : titles.get(`${test.file}#${test.parentId}`);
  return parent === undefined ? test.name : `${parent} › ${test.name}`;
}

function failedOnlyInside({ details }: EventData.TestFail): boolean {
  return 'failureType' in details.error && details.error.failureType === 'subtestsFailed';
}

function failure(test: EventData.TestFail, titles: ReadonlyMap<string, string>): string {
  const { error, duration_ms: durationMs } = test.details;
  const place = test.file === undefined ? '' : `${relative(process.cwd(), test.file)}:${test.line ?? 1}  `;
  const cause = causeOf(error.cause ?? error).replaceAll(/^ +at .*\bnode:internal\b.*(\n|$)/gm, '');
  return `✖ ${place}${titles.get(idOf(test)) ?? test.name} (${durationMs.toFixed(1)} ms)\n${indented(cause)}\n\n`;
}

/** An assertion's message shows what differs; its fields would only say it again. */
function causeOf(cause: unknown): string {
  const isAssertion = cause instanceof Error && 'code' in cause && cause.code === 'ERR_ASSERTION';
  if (isAssertion && cause.stack !== undefined) return cause.stack;
  return inspect(cause, { colors: process.stdout.isTTY });
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, '    ');
