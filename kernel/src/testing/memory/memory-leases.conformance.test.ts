import { leaseConformance } from '../../conformance/index.ts';
import { memoryLeases } from './memory-leases.ts';

leaseConformance(async () => {
  const leases = memoryLeases();
  return {
    leases,
    beside: async () => leases,
    lapse: async (member) => leases.lapse(member),
    dispose: async () => {},
  };
});
