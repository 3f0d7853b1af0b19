const partOf = { 'app.kubernetes.io/part-of': 'touchline' } as const;

export const labelsOf = (name: string): Record<string, string> => ({
  'app.kubernetes.io/name': name,
  ...partOf,
});

/** Everything that answers requests of people: processes of Touchline, whatever they run. */
export const processLabels = { 'touchline/process': 'true' } as const;
