export type Action =
  /** Their followers, counts, and how the viewer stands to them. */
  'see' | 'follow' | 'block' | 'mute';

/** A person, as they stand to the one who asks. */
export interface Resource {
  readonly id: string;
  readonly exists: boolean;
  readonly blocksViewer: boolean;
  readonly blockedByViewer: boolean;
}

/** `hidden` is answered as if there were no such person; `forbidden` is said openly. */
export type Verdict = 'allowed' | 'hidden' | 'forbidden';

/** The one rule of who may do what to whom, for commands and every way of reading. */
export function authorize(viewer: string | null, action: Action, person: Resource): Verdict {
  if (!person.exists || person.blocksViewer) return 'hidden';
  if (action === 'see') return person.blockedByViewer ? 'hidden' : 'allowed';
  if (viewer === null || viewer === person.id) return 'forbidden';
  // Who blocks knows that the other exists, so a wish to follow is answered openly.
  return action === 'follow' && person.blockedByViewer ? 'forbidden' : 'allowed';
}
