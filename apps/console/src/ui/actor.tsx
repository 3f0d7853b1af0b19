import { handleOf } from '../names/handles.ts';
import { idPattern } from './id-pattern.ts';

/** A person by their handle, once it is known; the key of the server and policies by what they are. */
export function nameOf(id: string): string {
  if (id === 'operator') return 'the server’s key';
  if (!idPattern.test(id)) return id;
  const handle = handleOf(id);
  return handle === undefined ? `…${id.slice(-6)}` : `@${handle}`;
}

/** Who did it: a person, a policy, the key of the server, or nobody who was known. */
export function Actor({ id }: { id: string | null }) {
  if (id === null) return <span class="muted">nobody</span>;
  if (id === 'operator') return <span>{nameOf(id)}</span>;
  if (!idPattern.test(id)) return <span class="mono">{id}</span>;
  const name = nameOf(id);
  return (
    <a
      class={name.startsWith('@') ? '' : 'mono'}
      href={`/console/people/${encodeURIComponent(id)}`}
      title={id}
    >
      {name}
    </a>
  );
}
