/** For a test's `skip`: `false` without a reason; else the reason, said aloud so that nobody takes it for shown. */
export function notShown(what: string, why: string | undefined): string | false {
  if (why === undefined) return false;
  console.log(`⚠ NOT shown here: ${what} (${why})`);
  return why;
}
