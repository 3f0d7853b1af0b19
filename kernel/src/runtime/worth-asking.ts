/** Whether something that may know is asked: where it hardly ever does, only now and then. */
export interface WorthAsking {
  isNow(): boolean;
  /** Of so many asked for so many were known. */
  note(asked: number, known: number): void;
}

const weight = 1 / 16;
const shareMin = 0.25;
const askedOnceIn = 16;

export function worthAsking(): WorthAsking {
  let share = 1;
  let passed = 0;
  return {
    isNow: () => share >= shareMin || ++passed % askedOnceIn === 0,
    note: (asked, known) => void (share += (known / Math.max(1, asked) - share) * weight),
  };
}
