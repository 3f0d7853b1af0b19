/** Where an event waits: `posts/post-page@1.1:0.42` is position 42 of partition 0, for that consumer of posts. */
export interface DeadLetterPlace {
  readonly service: string;
  readonly consumer: string;
  readonly partition: number;
  readonly position: number;
}

export const deadLetterId = ({ service, consumer, partition, position }: DeadLetterPlace): string =>
  `${service}/${consumer}:${partition}.${position}`;

const form = /^([^/]+)\/(.+):(\d{1,9})\.(\d{1,15})$/;

export function deadLetterPlace(id: string): DeadLetterPlace | undefined {
  const [, service, consumer, partition, position] = form.exec(id) ?? [];
  if (service === undefined || consumer === undefined) return undefined;
  return { service, consumer, partition: Number(partition), position: Number(position) };
}
