import type { ComponentChildren } from 'preact';
import { Avatar } from '../ui/avatar.tsx';
import { Handle } from '../ui/handle.tsx';
import { FollowButton } from './follow-button.tsx';

interface Props {
  readonly person: { readonly id: string; readonly handle: string; readonly name: string };
  readonly note?: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** A person in a list. */
export function PersonRow({ person, note, action }: Props) {
  return (
    <li class="row person">
      <Avatar id={person.id} name={person.name} />
      <div class="who">
        <a class="name" href={`/u/${person.handle}`} dir="auto">
          {person.name}
        </a>
        <p class="s muted">
          <Handle handle={person.handle} />
        </p>
        {note !== undefined && <p class="xs muted">{note}</p>}
      </div>
      {action ?? <FollowButton person={person} small />}
    </li>
  );
}
