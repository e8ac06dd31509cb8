// Typing is never lost: what is typed is kept on the server every 20 seconds and when the page is hidden, in this
// browser while the server does not answer, and a session that has ended is renewed without leaving the page.
// Without this script saving works as before, and a form that meets an ended session carries its text along.

const SAVE_EVERY = 20_000;
const PREFIX = "dang-go:";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-drop]").forEach(listChosen);
  const form = document.querySelector("form[data-keep]");
  const setup = form?.querySelector("[data-writing]");
  forgetOnSignOut(setup);
  if (setup) {
    new Typing(form, setup).begin();
  }
});

// The copies of this browser belong to who is signed in; they go when that person goes.
function forgetOnSignOut(setup) {
  const out = [...document.forms].filter((one) => /dang-xuat|logout/.test(one.action));
  out.forEach((one) =>
    one.addEventListener("submit", () => {
      Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .forEach((key) => localStorage.removeItem(key));
    }),
  );
}

function listChosen(place) {
  const input = place.querySelector("input[type=file]");
  const list = place.querySelector("[data-chosen]");
  input.addEventListener("change", () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = file.name;
        return item;
      }),
    );
    list.hidden = input.files.length === 0;
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("write-over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}

class Typing {
  constructor(form, setup) {
    this.form = form;
    this.setup = setup;
    this.texts = setup.dataset;
    this.status = setup.querySelector("[data-status]");
    form.querySelector(".desk-bar")?.append(this.status);
    this.key = `${PREFIX}${this.texts.user}:${this.texts.kind}:${this.texts.edition}`;
    this.changed = false;
    this.passed = false;
  }

  begin() {
    const note = () => this.note();
    for (const kind of ["input", "change", "paste", "drop"]) {
      this.form.addEventListener(kind, note);
    }
    this.form.querySelectorAll(".django_ckeditor_5").forEach((area) => {
      window.ckeditorRegisterCallback?.(area.id, (editor) => {
        editor.model.document.on("change:data", note);
        this.dress(editor);
      });
    });
    setInterval(() => this.changed && this.keep(), SAVE_EVERY);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.changed) {
        this.keep();
      }
    });
    window.addEventListener("online", () => this.changed && this.keep());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.offerLocal();
  }

  // The surface shows the text as the school's regulation wants it published.
  dress(editor) {
    const classes = this.texts.textClasses.split(" ").filter(Boolean);
    editor.editing.view.change((writer) => {
      classes.forEach((name) => writer.addClass(name, editor.editing.view.document.getRoot()));
    });
  }

  note() {
    this.changed = true;
    clearTimeout(this.later);
    // Only while the server did not answer: one place is enough otherwise.
    this.later = setTimeout(() => this.isAway && this.keepHere(), 1000);
  }

  fields() {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") {
        typed.append(name, value);
      }
    }
    return typed;
  }

  // Keeps what is typed on the server; resolves to "kept", "away", "ended", "stranger" or "refused".
  async keep() {
    const typed = this.fields();
    this.changed = false;
    let answer;
    try {
      answer = await fetch(this.texts.typedUrl, {
        method: "POST",
        body: typed,
        redirect: "manual",
        headers: { "X-CSRFToken": token(this.form) },
      });
    } catch {
      this.isAway = true;
      this.changed = true;
      this.keepHere(typed);
      this.say(this.texts.local, true);
      return "away";
    }
    this.isAway = false;
    if (answer.ok) {
      const { saved } = await answer.json();
      localStorage.removeItem(this.key);
      this.say(`${this.texts.saved} ${saved}`);
      return "kept";
    }
    this.changed = true;
    this.keepHere(typed);
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      this.ask();
      return "ended";
    }
    const told = await answer.json().catch(() => ({}));
    this.say(told.reasons?.join(" ") ?? this.texts.full, true);
    return told.stranger ? "stranger" : "refused";
  }

  keepHere(typed = this.fields()) {
    typed.delete("csrfmiddlewaretoken");
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: new Date().toISOString(), typed: typed.toString() }));
    } catch {
      this.say(this.texts.full, true);
    }
  }

  say(text, isLocal = false) {
    this.status.textContent = text;
    this.status.classList.toggle("write-status-local", isLocal);
  }

  // Asks before the page is left whether the session still lives; then the form goes its ordinary way.
  async submit(event) {
    if (this.passed || event.submitter?.name === "drop") {
      return;
    }
    event.preventDefault();
    const submitter = event.submitter;
    const result = await this.keep();
    if (result === "ended") {
      this.afterwards = () => this.pass(submitter);
    } else if (result === "away") {
      this.say(this.texts.offline, true);
    } else {
      this.pass(submitter);
    }
  }

  pass(submitter) {
    this.passed = true;
    localStorage.removeItem(this.key);
    this.form.requestSubmit(submitter);
    this.passed = false;
  }

  // -- a session that has ended ---------------------------------------------------------------

  ask() {
    if (!this.dialog) {
      const content = this.setup.querySelector("template[data-sign-in]").content.cloneNode(true);
      document.body.append(content);
      this.dialog = document.body.lastElementChild;
      this.dialog.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        this.signIn();
      });
      this.dialog.querySelector("[data-close]").addEventListener("click", () => this.dialog.close());
    }
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }

  async signIn() {
    const [login, password] = ["login", "password"].map((name) => this.dialog.querySelector(`[data-${name}]`));
    const error = this.dialog.querySelector("[data-error]");
    let answer;
    try {
      answer = await fetch(this.texts.signInUrl, {
        method: "POST",
        body: new URLSearchParams({ login: login.value, password: password.value }),
        headers: { "X-CSRFToken": token(this.form), "X-Requested-With": "XMLHttpRequest" },
      });
    } catch {
      error.textContent = this.texts.local;
      error.hidden = false;
      return;
    }
    password.value = "";
    if (!answer.ok) {
      error.textContent = answer.status === 400 ? this.texts.wrong : this.texts.locked;
      error.hidden = false;
      password.focus();
      return;
    }
    error.hidden = true;
    this.dialog.close();
    renewTokens();
    const result = await this.keep();
    if (result === "stranger") {
      // Somebody else signed in: nothing of the first person stays before their eyes.
      this.form.reset();
      this.form.replaceChildren();
      location.assign(location.pathname);
    } else if (result === "kept") {
      const go = this.afterwards;
      this.afterwards = undefined;
      go?.();
    }
  }

  // -- a copy kept in this browser ------------------------------------------------------------

  offerLocal() {
    const kept = read(localStorage.getItem(this.key));
    if (!kept) {
      return;
    }
    const offer = this.setup.querySelector("template[data-kept-local]").content.cloneNode(true);
    const block = offer.querySelector(".write-kept");
    block.querySelector("[data-time]").textContent = new Date(kept.at).toLocaleString("vi-VN", {
      dateStyle: "short",
      timeStyle: "short",
    });
    block.querySelector("[data-restore]").addEventListener("click", () => {
      this.restore(new URLSearchParams(kept.typed));
      block.remove();
    });
    block.querySelector("[data-drop]").addEventListener("click", () => {
      localStorage.removeItem(this.key);
      block.remove();
    });
    this.setup.before(offer);
  }

  restore(typed) {
    for (const field of this.form.elements) {
      if (!field.name || ["version", "writer", "csrfmiddlewaretoken"].includes(field.name)) {
        continue;
      }
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = typed.getAll(field.name).includes(field.value);
      } else if (typed.has(field.name) && !["file", "submit"].includes(field.type)) {
        field.value = typed.get(field.name);
        window.editors?.[field.id]?.setData(field.value);
      }
    }
    this.note();
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function token(form) {
  return form.querySelector("[name=csrfmiddlewaretoken]").value;
}

// A sign-in changes the secret behind the tokens of every form on the page.
function renewTokens() {
  const fresh = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (fresh) {
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => {
      field.value = fresh;
    });
    for (const editor of Object.values(window.editors ?? {})) {
      editor.config.get("simpleUpload").headers["X-CSRFToken"] = fresh;
    }
  }
}
