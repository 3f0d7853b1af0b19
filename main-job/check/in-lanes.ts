const lanes = 8;

/** Does something for each, eight at a time. */
export async function inLanes<T>(
  all: Iterable<T>,
  work: (one: T, at: number) => Promise<void>,
): Promise<void> {
  const list = [...all];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < list.length) {
      const at = next++;
      await work(list[at] as T, at);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
