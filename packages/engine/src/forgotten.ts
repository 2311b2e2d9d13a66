/** The event by which a person says that they want to be forgotten. */
export const FORGOTTEN = 'Person Forgotten';
