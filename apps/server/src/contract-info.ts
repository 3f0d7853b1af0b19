import type { httpApp } from '@touchline/kernel/http';

export const contractInfo: NonNullable<Parameters<typeof httpApp>[0]['info']> = {
  title: 'Touchline',
  version: '0.1.0',
};
