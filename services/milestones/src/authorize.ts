export type Action = 'see-milestones';

/** A person, and how they stand to the one who asks. */
export interface Resource {
  readonly person: string;
  /** Either of the two blocked the other. */
  readonly blocked: boolean;
}

const allowed: Readonly<Record<Action, (viewer: string | null, resource: Resource) => boolean>> = {
  'see-milestones': (viewer, { person, blocked }) => viewer === person || !blocked,
};

/** The one place that says who may see what. What may not be seen is answered as not there. */
export const authorize = (viewer: string | null, action: Action, resource: Resource): boolean =>
  allowed[action](viewer, resource);
