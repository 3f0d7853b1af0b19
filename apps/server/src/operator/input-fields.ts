import { z } from 'zod';

/** Fields that several routes take. Query strings are text, so numbers and flags are read from it. */
const whole = (max: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,16}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().max(max));

export const field = {
  limit: whole(1000).optional().meta({ description: 'How many at most; 1 to 1,000.' }),
  partition: whole(4095).optional(),
  version: whole(Number.MAX_SAFE_INTEGER).optional(),
  text: z.string().min(1).max(300),
  /** One, or several times the same name. */
  types: z
    .union([
      z
        .string()
        .min(1)
        .max(100)
        .transform((one) => [one]),
      z.array(z.string().min(1).max(100)).max(50),
    ])
    .optional(),
  time: z.iso
    .datetime({ offset: true, message: 'expected a time such as 2026-05-01T12:00:00Z' })
    .transform((text) => Date.parse(text))
    .optional(),
  reveal: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({
      description:
        'Show personal fields, which are hidden otherwise; needs a `reason`. Secrets, such as the hash of a password, stay hidden.',
    }),
  reason: z.string().trim().max(500).optional().meta({ description: 'Why; kept with the act.' }),
  target: z
    .string()
    .min(1)
    .max(130)
    .meta({ description: '`service/view`, `view` if it is unique, `service`, or `all`.' }),
};
