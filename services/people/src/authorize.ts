export type Action = 'see-person' | 'edit-profile';

/** A person, and how they stand to the one who asks. */
export interface Resource {
  readonly person: string;
  /** Either of the two blocked the other. */
  readonly blocked: boolean;
}

/** The one place that says who may see and change whom. What may not be seen is answered as not there. */
export function authorize(viewer: string | null, action: Action, { person, blocked }: Resource): boolean {
  switch (action) {
    case 'see-person':
      return viewer === person || !blocked;
    case 'edit-profile':
      return viewer !== '' && viewer === person;
  }
}
