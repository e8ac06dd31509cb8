// Suggestions under every search box of the portal. Without this script a box simply sends its form.

const own = document.currentScript.dataset;
const PAUSE = 180; // ms of not typing before the server is asked
const SHORTEST = 2;
let made = 0;

class Suggestions {
  constructor(box) {
    this.box = box;
    this.list = document.createElement("ul");
    this.list.id = `goi-y-${++made}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", own.label);
    box.form.append(this.list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);
    box.autocomplete = "off";
    box.addEventListener("input", () => this.wait());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.close());
    // Before the blur that would close the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking?.abort();
    const typed = this.box.value;
    if (typed.trim().length < SHORTEST) return this.close();
    this.asking = new AbortController();
    try {
      const answer = await fetch(`${own.address}?q=${encodeURIComponent(typed)}`, { signal: this.asking.signal });
      if (answer.ok) this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show([typed, titles, kinds, addresses]) {
    if (typed !== this.box.value || document.activeElement !== this.box) return;
    this.list.replaceChildren(...titles.map((title, place) => this.entry(title, kinds[place], addresses[place], place)));
    if (!titles.length) return this.close();
    this.list.style.top = `${this.box.offsetTop + this.box.offsetHeight}px`;
    this.list.style.left = `${this.box.offsetLeft}px`;
    this.list.style.width = `${this.box.form.offsetWidth}px`;
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.box.removeAttribute("aria-activedescendant");
  }

  entry(title, kind, address, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.path = new URL(address).pathname;
    const label = document.createElement("small");
    label.textContent = kind;
    item.append(title, label);
    return item;
  }

  key(event) {
    if (this.list.hidden) return;
    const items = [...this.list.children];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && at >= 0) this.go(items[at]);
    else if (event.key === "ArrowDown") this.select(items, (at + 1) % items.length);
    else if (event.key === "ArrowUp") this.select(items, (at > 0 ? at : items.length) - 1);
    else return;
    event.preventDefault();
  }

  select(items, place) {
    items.forEach((item, other) => item.setAttribute("aria-selected", String(other === place)));
    items[place].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", items[place].id);
  }

  go(item) {
    if (item) window.location.assign(item.dataset.path);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}

for (const box of document.querySelectorAll('form[role="search"] input[name="q"]')) new Suggestions(box);
