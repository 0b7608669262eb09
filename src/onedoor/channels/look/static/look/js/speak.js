// A question spoken instead of typed, where the browser can hear; elsewhere the button stays away.
const Hearing = window.SpeechRecognition || window.webkitSpeechRecognition;
const part = document.getElementById("speaking");
const field = document.getElementById("q");

// The browser's names of the languages it may know; it says itself when it does not.
const SPOKEN = { "zh-hans": "zh-CN", "zh-hant": "zh-TW", zh: "zh-CN", en: "en-US", ug: "ug-CN" };

function listen() {
  const { lang, listening, unheard } = part.dataset;
  const heard = document.getElementById("heard");
  const hearing = new Hearing();
  hearing.lang = SPOKEN[lang.toLowerCase()] || lang;
  hearing.maxAlternatives = 1;
  let said = "";
  hearing.onresult = ({ results }) => { said = results[0][0].transcript; };
  hearing.onerror = () => { heard.textContent = unheard; };
  hearing.onend = () => {
    if (!said) { heard.textContent = unheard; return; }
    // It is read before it is sent: nothing is asked that nobody has seen.
    field.value = said;
    heard.textContent = said;
    field.focus();
  };
  heard.textContent = listening;
  hearing.start();
}

if (part) {
  // Its place is kept from the start, so that nothing moves where it can hear.
  part.hidden = !Hearing;
  if (Hearing) document.getElementById("speak").addEventListener("click", listen);
}
