// Menus that close, and the reader's own display. Without this script both are plain <details> or absent.

function closeOthers(except) {
  for (const open of document.querySelectorAll(".bar details[open]")) {
    if (!except || !open.contains(except)) open.open = false;
  }
}

document.addEventListener("click", (event) => closeOthers(event.target));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll(".bar details[open]")].pop();
  if (!open) return;
  const within = open.contains(document.activeElement);
  open.open = false;
  if (within) open.querySelector("summary").focus();
});

document.querySelector(".find")?.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.querySelector("input").focus();
});

function remember(name, value) {
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
  try {
    if (value) localStorage.setItem(`portal-${name}`, value);
    else localStorage.removeItem(`portal-${name}`);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

const display = document.querySelector("[data-preferences]");
if (display) {
  const form = display.querySelector("form");
  for (const field of form.elements) {
    if (!field.name) continue;
    const chosen = document.documentElement.dataset[field.name] ?? "";
    field.checked = field.value === chosen;
  }
  form.addEventListener("change", ({ target }) => {
    remember(target.name, target.type === "checkbox" && !target.checked ? "" : target.value);
  });
  display.hidden = false;
}
