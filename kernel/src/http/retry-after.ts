let turn = 0;

/** 1 to 5 seconds, spread evenly, so that the refused don't all come back at once. */
export const retryAfterS = (): string => {
  turn = (turn + 3) % 5;
  return String(turn + 1);
};
