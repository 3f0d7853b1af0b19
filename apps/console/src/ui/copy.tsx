import { Icon } from './icon.tsx';
import { say } from './said.tsx';

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied ${text}`);
  } catch {
    say('The browser did not allow copying.', { bad: true });
  }
}

export const Copy = ({ text, what }: { text: string; what: string }) => (
  <button
    type="button"
    class="btn g icon"
    aria-label={`Copy ${what}`}
    title={`Copy ${what}`}
    onClick={() => void copy(text)}
  >
    <Icon name="copy" />
  </button>
);
