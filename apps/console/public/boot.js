// Before the first paint, so that nobody who chose dark sees a white flash. Everything else waits for the app.
try {
  const { theme } = JSON.parse(localStorage.getItem('touchline.settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the console then follows the system.
}
