export type Action = 'read' | 'add';

/** The one place that says who may do what: commands ask it, and every way of reading. */
export function authorize(viewer: string | null, action: Action): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'add':
      return viewer !== null && viewer !== '';
  }
}
