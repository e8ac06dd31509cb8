/* The table of a work week: rows are added, a table pasted from Excel or Word fills the cells.

   Without this script the page still has a spare row for each day, and more after each save. */
"use strict";

(() => {
  const COLUMNS = ["session", "hours", "content", "chair", "participants", "place"];
  const MOST_ROWS = 110;

  const cells = (row) => Array.from(row.querySelectorAll("select, input:not([type=hidden]), textarea"));

  /* The new row, or the last one where the form can take no more. */
  function addRow(table) {
    const rows = table.querySelectorAll("[data-week-row]");
    if (table.closest("[data-week-grid]").querySelectorAll("[data-week-row]").length >= MOST_ROWS) {
      return rows[rows.length - 1];
    }
    const fresh = rows[rows.length - 1].cloneNode(true);
    for (const cell of cells(fresh)) {
      cell.value = "";
    }
    fresh.querySelector("[data-week-lineage]").value = "";
    table.tBodies[0].append(fresh);
    return fresh;
  }

  function put(cell, text) {
    if (cell.tagName !== "SELECT") {
      cell.value = text;
      return;
    }
    const wanted = text.toLocaleLowerCase("vi");
    const found = Array.from(cell.options).find((one) => one.text.toLocaleLowerCase("vi") === wanted);
    cell.value = found ? found.value : "";
  }

  /* Tab-separated lines, as a spreadsheet copies them; a cell with line breaks is in quotation marks. */
  function tableOf(text) {
    const rows = [[""]];
    let quoted = false;
    for (let place = 0; place < text.length; place += 1) {
      const sign = text[place];
      const row = rows[rows.length - 1];
      const last = row.length - 1;
      if (sign === '"' && quoted && text[place + 1] === '"') {
        row[last] += sign;
        place += 1;
      } else if (sign === '"' && (quoted || row[last] === "")) {
        quoted = !quoted;
      } else if (sign === "\t" && !quoted) {
        row.push("");
      } else if (sign === "\n" && !quoted) {
        rows.push([""]);
      } else if (sign !== "\r") {
        row[last] += sign === "\n" ? " " : sign;
      }
    }
    return rows.filter((row) => row.some((cell) => cell.trim()));
  }

  function paste(event) {
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    const row = event.target.closest("[data-week-row]");
    if (!text.includes("\t") || !row) {
      return;
    }
    event.preventDefault();
    const table = row.closest("[data-week-day]");
    const column = COLUMNS.findIndex((name) => event.target.name.endsWith(`-${name}`));
    let here = row;
    let rest = 0;
    tableOf(text).forEach((values, place) => {
      const before = here;
      here = place ? here.nextElementSibling || addRow(table) : here;
      if (place && here === before) {
        rest += 1;
        return;
      }
      values.forEach((value, at) => {
        const cell = cells(here)[column + at];
        if (cell) {
          put(cell, value.trim());
        }
      });
    });
    table.closest("[data-week-grid]").querySelector("[data-week-full]").hidden = rest === 0;
    row.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Enter goes down as in a spreadsheet, and makes a row where there is none; Shift+Enter goes up. */
  function walk(event) {
    const row = event.target.closest("[data-week-row]");
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !row) {
      return;
    }
    event.preventDefault();
    const column = cells(row).indexOf(event.target);
    const next = event.shiftKey
      ? row.previousElementSibling
      : row.nextElementSibling || addRow(row.closest("[data-week-day]"));
    if (next) {
      cells(next)[column].focus();
    }
  }

  for (const grid of document.querySelectorAll("[data-week-grid]")) {
    grid.addEventListener("paste", paste);
    grid.addEventListener("keydown", walk);
    for (const button of grid.querySelectorAll("[data-week-more]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const table = button.closest("p").previousElementSibling;
        cells(addRow(table))[0].focus();
      });
    }
  }
})();
