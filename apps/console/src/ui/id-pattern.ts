/** What ids of people look like (UUIDv7 in Crockford's base 32). */
export const idPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
