import { handleOf } from '../names/handles.ts';

const idPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Who did it: a person, a policy, the key of the server, or nobody who was known. */
export function Actor({ id }: { id: string | null }) {
  if (id === null) return <span class="muted">nobody</span>;
  if (id === 'operator') return <span>the server’s key</span>;
  if (!idPattern.test(id)) return <span class="mono">{id}</span>;
  const handle = handleOf(id);
  return (
    <a
      class={handle === undefined ? 'mono' : ''}
      href={`/console/people/${encodeURIComponent(id)}`}
      title={id}
    >
      {handle === undefined ? `…${id.slice(-6)}` : `@${handle}`}
    </a>
  );
}
