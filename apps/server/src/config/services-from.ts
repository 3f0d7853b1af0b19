import { isServiceName, serviceNames, type ServiceName } from '../service-names.ts';
import type { AllGiven } from './given.ts';

/** The services to run: those named, in the order they start; all when none is. */
export function servicesFrom(settings: AllGiven): readonly ServiceName[] {
  const found = settings.text('services');
  if (!found) return serviceNames;
  const names = new Set(found.value.split(',').map((name) => name.trim()));
  const unknown = [...names].filter((name) => !isServiceName(name));
  if (unknown.length > 0)
    settings.faults.push(
      `${found.name} names ${unknown.map((name) => `“${name}”`).join(', ')}; there are ${serviceNames.join(', ')}`,
    );
  const services = serviceNames.filter((name) => names.has(name));
  if (settings.flag('demo') && services.length < serviceNames.length)
    settings.faults.push('--demo needs all services in one process: leave --services out');
  return services;
}
