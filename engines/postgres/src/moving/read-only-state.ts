/** SQLSTATE of what is refused because the store takes no writes. */
export const readOnlyState = 'TL002';
