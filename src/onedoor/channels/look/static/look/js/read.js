// Reads the main part of a page aloud, for pages in large type. Where the browser cannot speak there is no button.
const told = document.querySelector("script[data-say]");
const main = document.getElementById("main");
const heading = main && main.querySelector("h1");
const SKIPPED = "button, nav, script, .sr, .no-print, [aria-hidden=true], [hidden]";

function parts() {
  const found = [];
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const near = walk.currentNode.parentElement;
    const text = walk.currentNode.data.trim();
    // Older browsers show what is folded away no boxes of.
    const shown = near.checkVisibility ? near.checkVisibility() : near.getClientRects().length;
    if (!text || near.closest(SKIPPED) || !shown) continue;
    const lang = near.closest("[lang]").lang;
    const last = found[found.length - 1];
    // A sentence in several pieces is read in one breath.
    if (last && last.lang === lang && last.text.length < 120 && near.closest("p, li, h1, h2, h3, dt, dd, td, th, label") === last.block) last.text += ` ${text}`;
    else found.push({ text, lang, block: near.closest("p, li, h1, h2, h3, dt, dd, td, th, label") });
  }
  return found;
}

if (told && heading && "speechSynthesis" in window) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn plain read-aloud no-print";
  button.textContent = told.dataset.say;
  heading.before(button);
  const stop = () => {
    speechSynthesis.cancel();
    button.textContent = told.dataset.say;
    button.setAttribute("aria-pressed", "false");
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    button.textContent = told.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    const said = parts();
    said.forEach((part, place) => {
      const voice = new SpeechSynthesisUtterance(part.text);
      voice.lang = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" }[part.lang] || part.lang;
      voice.rate = 0.9;
      if (place === said.length - 1) voice.onend = stop;
      speechSynthesis.speak(voice);
    });
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
