import { cacheConformance } from '@touchline/kernel/conformance';
import { lruCache } from './cache.ts';

cacheConformance(async (entriesMax) => ({ cache: lruCache({ entriesMax }), dispose: async () => undefined }));
