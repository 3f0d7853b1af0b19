const tints = 6;

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/[\s_-]+/u).filter((word) => word !== '');
  const letters = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** The same person has the same colour everywhere. */
function tintOf(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) % 9973;
  return sum % tints;
}

export function Avatar({ id, name, size = 'm' }: { id: string; name: string; size?: 's' | 'm' | 'l' }) {
  return (
    <span class={`av av-${size} tint-${tintOf(id)}`} aria-hidden="true">
      {initialsOf(name) || '·'}
    </span>
  );
}
