import type { MessageType } from '../message.ts';
import type { Service } from '../service.ts';

/** Every message that policies here tell, by name. Two different ones of one name are a mistake. */
export function messageTypes(services: readonly Service[]): Map<string, MessageType> {
  const types = new Map<string, MessageType>();
  for (const type of services.flatMap(({ policies }) => policies.flatMap(({ tells }) => tells))) {
    const known = types.get(type.name);
    if (known && known !== type)
      throw new TypeError(`Two messages are named ${type.name}; names are unique among all services.`);
    types.set(type.name, type);
  }
  return types;
}
