/** Scripts, styles, pictures and calls of this server only; nothing inline; no sink takes plain text. */
const contentSecurity = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types touchline',
  'report-uri /v1/reports/content-security',
  'report-to content-security',
].join('; ');

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export const fileHeaders: Readonly<Record<string, string>> = always;

export const pageHeaders: Readonly<Record<string, string>> = {
  ...always,
  'content-security-policy': contentSecurity,
  'reporting-endpoints': 'content-security="/v1/reports/content-security"',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
};
