import { useEffect, useState } from 'preact/hooks';
import { roleTexts } from './account.ts';

interface Props {
  readonly role: string;
  readonly onChosen: (role: string) => void;
}

/** First chosen, then given: by the keyboard one passes the other roles on the way. */
export function ChooseRole({ role, onChosen }: Props) {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  useEffect(() => setChosen(undefined), [role]);
  const to = chosen ?? role;
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        onChosen(to);
      }}
    >
      <label class="row s">
        <span class="muted">Role</span>
        <select class="btn" value={to} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="none">none</option>
          {Object.entries(roleTexts).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="btn" disabled={to === role}>
        Change …
      </button>
    </form>
  );
}
