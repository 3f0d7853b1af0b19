/** Who did it: a person, a policy, the key of the server, or nobody who was known. */
export function Actor({ id }: { id: string | null }) {
  if (id === null) return <span class="muted">nobody</span>;
  if (id === 'operator') return <span>the server’s key</span>;
  if (id.startsWith('policy:')) return <span class="mono">{id}</span>;
  return (
    <a class="mono" href={`/console/people/${encodeURIComponent(id)}`} title={id}>
      …{id.slice(-6)}
    </a>
  );
}
