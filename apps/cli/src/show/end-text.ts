interface Ended {
  readonly act: string;
  readonly end: { readonly outcome: string; readonly told: string } | null;
}

/** How an act ended. A log that was restored from a backup knows no end of it: that came after the copy. */
export function endText({ act, end }: Ended): string {
  if (end) return `${end.outcome}${end.told === '' ? '' : `: ${end.told}`}`;
  return act === 'BackUp'
    ? 'no end known (under way, cut off, or what this was restored from)'
    : 'no end known';
}
