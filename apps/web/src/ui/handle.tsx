/** A handle, read from left to right whatever the text around it does. */
export function Handle({ handle }: { handle: string }) {
  return <bdi dir="ltr">@{handle}</bdi>;
}
