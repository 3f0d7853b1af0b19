export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly skipped: number;
  readonly todo: number;
}

export const noCounts: Counts = { passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 };

export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  cancelled: a.cancelled + b.cancelled,
  skipped: a.skipped + b.skipped,
  todo: a.todo + b.todo,
});

/** The last line of a test run. A run that tested nothing has not passed. */
export function summary(
  counts: Counts,
  fileCount: number,
  durationMs: number,
): { line: string; passed: boolean } {
  if (fileCount === 0) return { line: 'No test file matches: nothing was tested.', passed: false };
  const broken = counts.failed + counts.cancelled;
  const passed = broken === 0 && counts.passed > 0;
  const parts = [
    `${counts.passed.toLocaleString('en')} passed`,
    `${broken.toLocaleString('en')} failed`,
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    ...(counts.todo > 0 ? [`${counts.todo} to do`] : []),
  ];
  const where = `${fileCount} file${fileCount === 1 ? '' : 's'} in ${(durationMs / 1000).toFixed(1)} s`;
  return { line: `${passed ? 'Tests passed' : 'Tests FAILED'}: ${parts.join(', ')}; ${where}.`, passed };
}
