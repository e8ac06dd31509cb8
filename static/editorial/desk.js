// Typing is never lost by accident: leaving a text that was changed and not saved asks first.
// Without this script everything works; only the question is missing.

document.addEventListener("DOMContentLoaded", () => {
  const text = document.querySelector("form[data-keep]");
  if (!text) {
    return;
  }
  let changed = false;
  let saving = false;

  // The editor has no input events of its own that leave its surface, but keys, pastes and drops do bubble.
  for (const kind of ["input", "change", "paste", "drop"]) {
    text.addEventListener(kind, () => {
      changed = true;
    });
  }
  text.addEventListener("submit", () => {
    saving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !saving) {
      event.preventDefault();
    }
  });
});
