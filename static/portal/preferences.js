// Runs before the page is drawn, so that nobody sees it change: what the reader chose on this device.
for (const name of ["size", "scheme", "contrast"]) {
  try {
    const value = localStorage.getItem(`portal-${name}`);
    if (value) document.documentElement.dataset[name] = value;
  } catch {
    // Storage is switched off: the page is as everybody sees it.
  }
}
