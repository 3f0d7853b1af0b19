import { signal } from '@preact/signals';
import { Dialog } from '@touchline/web/dialog';
import { choose, settings } from '@touchline/web/settings';
import { places } from './places.ts';

const open = signal(false);

export const openHelp = (): void => void (open.value = true);

const keys: readonly (readonly [key: string, does: string])[] = [
  ['Ctrl K or /', 'go anywhere'],
  ['j, k', 'next, previous event'],
  ['f', 'to the filter'],
  ['y', 'copy the position or name'],
  ['.', 'show new events'],
  ['t', 'time travel: to the slider'],
  ['←, →', 'one version back, on'],
  ['?', 'this help'],
];

export function KeysHelp() {
  if (!open.value) return null;
  return (
    <Dialog label="Keys" wide onClose={() => (open.value = false)}>
      <h2>Keys</h2>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        {Object.entries(places).map(([key, [, text]]) => (
          <div key={key}>
            <dt>
              <kbd>g {key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <label class="row s">
        <input
          type="checkbox"
          checked={settings.value.noKeys === true}
          onChange={(event) => choose({ noKeys: event.currentTarget.checked })}
        />
        Single keys do nothing
      </label>
    </Dialog>
  );
}
