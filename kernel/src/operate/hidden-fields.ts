import type { EventType } from '../event.ts';

/** The fields of an event that a reading does not show: what is personal, unless it was asked for; secrets always (PD7). */
export function hiddenFields(type: EventType | undefined, reveal: boolean): readonly string[] {
  if (!type?.personal) return [];
  return reveal && type.personal.secret !== true ? [] : type.personal.fields;
}
