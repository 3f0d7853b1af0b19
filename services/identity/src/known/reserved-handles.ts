import { idPattern } from '@touchline/kernel';

/** Names that people would take for the installation, its staff or a page. */
const reserved = new Set(
  `about account accounts activities admin administrator administrators all anonymous api app apps auth billing
  blog club clubs contact docs everyone feed fixtures help here home info login logout mail me media mod moderator
  moderators myself news nobody noreply no_reply notifications null official operator owner people policy
  postmaster posts press privacy register root rules search security service session sessions settings signup
  staff status suggestions support system team terms touchline undefined user users webmaster welcome www`.split(
    /\s+/,
  ),
);

/** Also what looks like an id, since pages are found by both. */
export const isReserved = (handle: string): boolean => reserved.has(handle) || idPattern.test(handle);
