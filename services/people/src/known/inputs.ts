import { linePattern, givenNameSchema } from '@touchline/identity/published';
import { z } from 'zod';

/** Several lines, otherwise as plain as one: no control characters, no overrides of the writing direction. */
const linesPattern = /^(?:[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|\n)*$/u;

/** What stands before an @ is sent to whoever the host is, or makes a link look like one to somebody else. */
function namesNobody(link: string): boolean {
  const url = URL.parse(link);
  return !url?.username && !url?.password;
}

/** A profile as its owner writes it: what is left out is empty. */
export const profileInput = z.strictObject({
  name: givenNameSchema,
  bio: z
    .string()
    .trim()
    .max(500, 'expected at most 500 characters')
    .regex(linesPattern, 'expected plain text')
    .default('')
    .meta({ examples: ['Trail runner. Goalkeeper on Sundays.'] }),
  sports: z
    .array(z.string().max(40))
    .max(20, 'expected at most 20 sports')
    .default([])
    .meta({ description: 'Slugs of `GET /v1/sports`.', examples: [['running', 'football']] }),
  location: z
    .string()
    .trim()
    .max(80, 'expected at most 80 characters')
    .regex(linePattern, 'expected one line of plain text')
    .default('')
    .meta({ examples: ['Rotterdam'] }),
  links: z
    .array(
      z
        .url({ protocol: /^https?$/, error: 'expected a link that begins with https:// or http://' })
        .max(200)
        .refine(namesNobody, 'expected a link without a name or password before its host; leave them out'),
    )
    .max(5, 'expected at most 5 links')
    .default([])
    .meta({ examples: [['https://example.org']] }),
});
