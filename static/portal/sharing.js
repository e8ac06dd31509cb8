// Extras of a text's last line: copying its address and printing. Without this script they are not offered.

const copy = async (button) => {
  const label = button.textContent;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = label;
  }, 3000);
};

for (const button of document.querySelectorAll("[data-copy]")) {
  // Browsers give the clipboard to secure pages only.
  button.hidden = !navigator.clipboard;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
