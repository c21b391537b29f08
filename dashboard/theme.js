// Runs before the first paint, so that a chosen theme does not flash. Private windows may have no storage.
try {
  const chosen = localStorage.getItem('botrunner-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // As the system has it.
}
