// Small conveniences of every page of the desk. Without this script everything works; only they are missing.

// Typing is never lost by accident: leaving a text that was changed and not saved asks first.
function guardTyping(text) {
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
}

// A link to something folded away (the bar on a telephone: “Trả lại…”) unfolds it and goes to what is asked.
function unfoldTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  }
}

function copyOnPress(button) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // a page that is not served securely has no clipboard
    }
    button.textContent = button.dataset.done;
  });
}

// On a telephone the rows of a list are cards: each value is told with the heading of its column;
// what is empty is left out there.
function nameCells(table) {
  const headings = [...table.tHead.rows[0].cells];
  const columns = headings.map((heading) => (heading.querySelector(".text") ?? heading).textContent.trim());
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, place) => {
      if (columns[place] && !cell.matches(".action-checkbox")) {
        cell.dataset.column = columns[place].endsWith("?") ? columns[place] : `${columns[place]}:`;
      }
      cell.classList.toggle("admin-nothing", /^[-–—]$/.test(cell.textContent.trim()));
    });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const text = document.querySelector("form[data-keep]");
  if (text) {
    guardTyping(text);
  }
  document.querySelectorAll("button[data-copy]").forEach(copyOnPress);
  document.querySelectorAll("#result_list, .tabular table").forEach(nameCells);
  unfoldTarget();
  window.addEventListener("hashchange", unfoldTarget);
  // Pressing the same link again changes no address.
  document.querySelectorAll(".desk-thumb a").forEach((link) => {
    link.addEventListener("click", () => setTimeout(unfoldTarget));
  });
});
