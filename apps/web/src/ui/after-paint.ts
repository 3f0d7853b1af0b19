/** Pages that are not seen paint nothing; nobody waits for that. */
const paintMsMax = 100;

/** Until what was just changed is on the screen, so that what comes next does not keep it from being seen. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, paintMsMax);
    // A frame's callbacks run before it is painted, a task they begin after it.
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
