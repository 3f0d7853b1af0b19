/** The services there are, in the order they start. */
export const serviceNames = ['identity', 'people', 'graph', 'posts', 'feed', 'milestones'] as const;

export type ServiceName = (typeof serviceNames)[number];

export const isServiceName = (name: string): name is ServiceName =>
  (serviceNames as readonly string[]).includes(name);
