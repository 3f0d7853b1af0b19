const counted = [1, 5, 10, 25];

/** Of membership, as far as they have come; the 29th of February is the 1st of March in other years. */
export function anniversaries(joinedMs: number, nowMs: number): { years: number; atMs: number }[] {
  return counted
    .map((years) => {
      const day = new Date(joinedMs);
      return { years, atMs: day.setUTCFullYear(day.getUTCFullYear() + years) };
    })
    .filter(({ atMs }) => atMs <= nowMs);
}
