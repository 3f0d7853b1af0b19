import { cacheConformance } from '../../../kernel/src/conformance/cache.ts';
import { lruCache } from './cache.ts';

cacheConformance(async (entriesMax) => ({ cache: lruCache({ entriesMax }), dispose: async () => undefined }));
