import type { ComponentChildren } from 'preact';

const isHidden = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'masked' in value && Object.keys(value).length === 1;
const isErased = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'erased' in value && Object.keys(value).length === 1;

/** Whether something in it is hidden until asked for. */
export const holdsHidden = (value: unknown): boolean =>
  isHidden(value) ||
  (typeof value === 'object' && value !== null && Object.values(value).some((one) => holdsHidden(one)));

/** JSON as text in colours; what is personal says that it is hidden, what was erased that it is gone. */
export const JsonView = ({ value, label }: { value: unknown; label: string }) => (
  // A region that scrolls is reached by the keyboard, too.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- else nobody without a mouse could scroll it
  <pre class="json" tabIndex={0} role="region" aria-label={label}>
    {shown(value, '')}
  </pre>
);

function shown(value: unknown, indent: string): ComponentChildren {
  if (isHidden(value)) return <span class="hidden">hidden</span>;
  if (isErased(value)) return <span class="hidden">erased</span>;
  if (typeof value === 'string') return <span class="j-text">{JSON.stringify(value)}</span>;
  if (typeof value !== 'object' || value === null) return <span class="j-word">{JSON.stringify(value)}</span>;
  const inner = `${indent}  `;
  const entries: readonly (readonly [string | undefined, unknown])[] = Array.isArray(value)
    ? value.map((one: unknown) => [undefined, one] as const)
    : Object.entries(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  return (
    <>
      {`${open}\n`}
      {entries.map(([name, one], i) => (
        <>
          {inner}
          {name !== undefined && <span class="j-name">{JSON.stringify(name)}</span>}
          {name !== undefined && ': '}
          {shown(one, inner)}
          {i < entries.length - 1 ? ',\n' : '\n'}
        </>
      ))}
      {`${indent}${close}`}
    </>
  );
}
