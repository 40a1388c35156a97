/* The reader's choice of light or dark on this device, before anything is drawn. */
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('atlas-theme');
  } catch {
    // A browser that keeps nothing has no choice; the system's holds.
  }
  if (choice !== 'light' && choice !== 'dark') return;
  document.documentElement.dataset.theme = choice;
  document.querySelector('meta[name="color-scheme"]').content = choice;
})();
