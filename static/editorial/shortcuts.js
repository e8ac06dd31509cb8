// Keyboard shortcuts of the desk. No key decides anything: it goes to a place, opens or focuses. Never while
// typing; can be switched off on this device.

const STORED = "desk-keys-off";
const SEQUENCE = 1_500; // milliseconds between g and v

document.addEventListener("DOMContentLoaded", () => {
  const help = document.querySelector("dialog[data-keys]");
  if (!help) {
    return;
  }
  const onSwitch = help.querySelector("[data-keys-on]");
  let afterG = 0;

  function isOff() {
    try {
      return localStorage.getItem(STORED) === "1";
    } catch {
      return false; // storage is closed to pages in some browsers
    }
  }

  function keep(off) {
    try {
      localStorage.setItem(STORED, off ? "1" : "");
    } catch {
      // then it holds for this page
    }
  }

  function openHelp() {
    onSwitch.checked = !isOff();
    help.showModal();
  }

  // A box that is ticked takes no letters; the one in the help keeps the focus for a moment after the help closed.
  const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";

  function isTyping(target) {
    return target instanceof Element && target.closest(TYPED) !== null;
  }

  function follow(mark) {
    document.querySelector(`a[data-key-${mark}]`)?.click();
  }

  function focusOn(mark) {
    const found = document.querySelector(`[data-key-${mark}]`);
    if (found?.localName === "summary") {
      found.parentElement.open = true;
    }
    found?.focus();
  }

  function openReturn() {
    focusOn("return");
    document.querySelector("[data-key-return]")?.parentElement.querySelector("textarea")?.focus();
  }

  function step(by) {
    const rows = [...document.querySelectorAll("a[data-key-row]")];
    const place = rows.indexOf(document.activeElement);
    const next = place < 0 ? (by > 0 ? 0 : rows.length - 1) : place + by;
    rows[next]?.focus();
  }

  function save(event) {
    const button = document.querySelector("button[data-key-save]") ?? document.querySelector("form[data-keep] .desk-bar button");
    if (button) {
      event.preventDefault();
      button.click();
    }
  }

  const ACTIONS = {
    "?": openHelp,
    g: () => { afterG = Date.now(); },
    v: () => { if (Date.now() - afterG < SEQUENCE) { location.assign(help.dataset.home); } },
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: (event) => { if (document.activeElement?.matches("a[data-key-row]")) { event.preventDefault(); step(1); } },
    ArrowUp: (event) => { if (document.activeElement?.matches("a[data-key-row]")) { event.preventDefault(); step(-1); } },
    d: () => focusOn("onward"),
    t: openReturn,
    p: () => follow("preview"),
    c: () => follow("compare"),
    n: () => follow("next"),
  };

  document.addEventListener("keydown", (event) => {
    if (isOff() || help.open) {
      return;
    }
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
      save(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
      return;
    }
    const action = ACTIONS[event.key];
    if (action) {
      if (event.key.length === 1) {
        event.preventDefault();
      }
      action(event);
    }
  });

  onSwitch.addEventListener("change", () => keep(!onSwitch.checked));
  const opener = document.querySelector("button[data-keys-open]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", openHelp);
  }
});
