// The heartbeat of a page that is open for writing: others see who writes, and this page hears of a take-over.
// Without this script nobody is told; the version still keeps two texts from overwriting each other.

const BEAT = 30_000; // milliseconds; the lease on the server is four times as long

document.addEventListener("DOMContentLoaded", () => {
  const text = document.querySelector("form[data-lock]");
  const lost = text?.querySelector("[data-lock-lost]");
  if (!text || !lost || !text.querySelector("[data-lock-take-over]")) {
    return;
  }
  let over = false;
  let timer = 0;

  function send(fields = {}, options = {}) {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", text.elements.csrfmiddlewaretoken.value);
    return fetch(text.dataset.lock, { method: "POST", body, ...options });
  }

  function tellLost(reasons) {
    over = true;
    clearInterval(timer);
    lost.querySelector("[data-lock-reason]").textContent = reasons.join(" ");
    lost.hidden = false;
    text.querySelector("[data-lock-take-over]").hidden = false;
    lost.scrollIntoView({ block: "center" });
  }

  async function beat() {
    // A page nobody looks at stops holding the text; its typing is still there when they come back.
    if (over || document.hidden) {
      return;
    }
    let answer;
    try {
      answer = await send();
    } catch {
      return; // no network: the next beat tries again
    }
    if (answer.ok && answer.headers.get("Content-Type")?.startsWith("application/json")) {
      const told = await answer.json();
      if (told.state === "lost" || told.state === "closed") {
        tellLost(told.reasons);
      }
    }
  }

  timer = setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
  window.addEventListener("pagehide", () => {
    if (!over) {
      send({ leave: "1" }, { keepalive: true }).catch(() => {});
    }
  });
  beat();
});
