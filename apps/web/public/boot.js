// Before the first paint, so that nobody who chose dark sees a white flash. Everything else waits for the app.
try {
  const { theme, locale } = JSON.parse(localStorage.getItem('touchline.settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (typeof locale === 'string') document.documentElement.lang = locale;
} catch {
  // Storage may be forbidden; the app then follows the system.
}
