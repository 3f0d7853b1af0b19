import { signal } from '@preact/signals';

const name = 'touchline.console.filters';
const savedMax = 20;

function stored(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string').slice(0, savedMax) : [];
  } catch {
    return [];
  }
}

/** Filters that somebody keeps in this browser. To share one, share its address. */
export const savedFilters = signal<readonly string[]>(stored());

// What another tab saves is not lost when this one does.
addEventListener('storage', ({ key }) => {
  if (key === name) savedFilters.value = stored();
});

export function saveFilter(text: string, keep: boolean): void {
  const others = savedFilters.value.filter((one) => one !== text);
  savedFilters.value = (keep ? [...others, text] : others).slice(-savedMax);
  try {
    localStorage.setItem(name, JSON.stringify(savedFilters.value));
  } catch {
    // Without storage they hold until the page is closed.
  }
}
