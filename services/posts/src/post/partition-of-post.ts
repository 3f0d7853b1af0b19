/** What is done with a post follows it in its partition, so views meet it after the post itself. */
export const partitionOfPost = (id: string): string => `post-${id.slice(0, id.indexOf('.'))}`;
