/** Runs the work once for all who ask while it waits, and once more for those who ask while it runs. Failing is silent. */
export function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return function ask(): void {
    again = running;
    if (running) return;
    running = true;
    work()
      .catch(() => {})
      .finally(() => {
        running = false;
        if (again) ask();
      });
  };
}
