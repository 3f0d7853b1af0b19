const withinMs = 3000;

/** Many wishes in a short time are one, and of many browsers not all wish at the same moment. */
export function atSomeMoment(work: () => void): () => void {
  let planned = false;
  return () => {
    if (planned) return;
    planned = true;
    setTimeout(() => {
      planned = false;
      work();
    }, withinMs * Math.random());
  };
}
