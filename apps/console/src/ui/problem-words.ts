/** What the server says to programs, in words for those who look at a page; the details follow by themselves. */
const words: Readonly<Record<string, string>> = {
  'invalid-input': 'The server cannot take this as it is.',
  'bad-filter': 'This filter cannot be read.',
  'bad-cursor': 'The list has changed meanwhile; load the page again.',
  'no-such-stream':
    'No stream of this name has any events. Names look like post-01k9…; All events shows them.',
  'no-such-event': 'No event stands at this place; places look like 0.42.',
  'no-such-target': 'Nothing here has this name. Subscriptions shows all there is.',
  'ambiguous-target': 'Several services have something of this name; name the service, too: service/name.',
  'not-yet-visible': 'What this page reads is behind or paused; Subscriptions tells which it is.',
  unauthenticated: 'You are not logged in any more.',
  overloaded: 'The server has too much to do. Try again in a moment.',
  contention: 'Others were changing the same thing. Try again.',
  draining: 'The server is stopping.',
  closed: 'The server has stopped.',
  'read-only': 'This community is being moved to another place; nothing can be changed meanwhile.',
  'outcome-unknown': 'Whether this was done is not known: the audit will tell.',
};

export const problemWords = (code: string, detail: string): string => words[code] ?? detail;
